/** What runs pipelines, beside GitHub Actions. */
export type Builder =
  | 'gitlab'
  | 'jenkins'
  | 'circleci'
  | 'buildkite'
  | 'tekton';
