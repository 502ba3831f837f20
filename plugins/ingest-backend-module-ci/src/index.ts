/**
 * The CI and CD senders of the door: signature schemes and pure parsers.
 *
 * @packageDocumentation
 */
export { ciModule as default } from './module';
export { argocdProvider } from './argocd/argocdProvider';
export { argoRolloutsProvider } from './argorollouts/argoRolloutsProvider';
export { flaggerProvider } from './flagger/flaggerProvider';
export { bitbucketProvider } from './bitbucket/bitbucketProvider';
export { buildkiteProvider } from './buildkite/buildkiteProvider';
export { cdeventsProvider } from './cdevents/cdeventsProvider';
export { otlpProvider } from './otlp/otlpProvider';
export { tektonProvider } from './tekton/tektonProvider';
export { travisProvider } from './travis/travisProvider';
export { githubProvider } from './github/githubProvider';
export { githubRunSchema, runFromApi } from './github/runFromApi';
export { githubJobSchema, jobFromApi } from './github/jobFromApi';
export { githubPlace, type GithubPlace } from './github/githubPlace';
export { azureProvider } from './azure/azureProvider';
export { circleciProvider } from './circleci/circleciProvider';
export { gitlabProvider } from './gitlab/gitlabProvider';
export { jenkinsProvider } from './jenkins/jenkinsProvider';
export { githubHistory } from './github/githubHistory';
export { gitlabHistory } from './gitlab/gitlabHistory';
