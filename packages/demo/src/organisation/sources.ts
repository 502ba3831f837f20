/** Who sends: a source of the door each, `app-config.demo.yaml` has the same. */
export const demoSources = {
  github: 'demo-github',
  gitlab: 'demo-gitlab',
  jenkins: 'demo-jenkins',
  circleci: 'demo-circleci',
  buildkite: 'demo-buildkite',
  tekton: 'demo-tekton',
  cdevents: 'demo-cdevents',
  argocd: 'demo-argocd',
  argorollouts: 'demo-argorollouts',
  flagger: 'demo-flagger',
  reports: 'demo-reports',
  incidents: 'demo-incidents',
} as const;

/** @see demoSources */
export type DemoSource = keyof typeof demoSources;

/** All of them, GitHub first. */
export const demoSourceNames = [
  'github',
  'gitlab',
  'jenkins',
  'circleci',
  'buildkite',
  'tekton',
  'cdevents',
  'argocd',
  'argorollouts',
  'flagger',
  'reports',
  'incidents',
] as const satisfies readonly DemoSource[];

/** The variable of the environment that holds a sender's secret; `npm start` makes it. */
export function secretVariable(source: DemoSource): string {
  return `QUARTERDECK_DEMO_${source.toUpperCase()}_SECRET`;
}
