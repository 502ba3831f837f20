/**
 * The CI and CD senders of the door: signature schemes and pure parsers.
 *
 * @packageDocumentation
 */
export { ciModule as default } from './module';
export { argocdProvider } from './argocd/argocdProvider';
export { argoRolloutsProvider } from './argorollouts/argoRolloutsProvider';
export { flaggerProvider } from './flagger/flaggerProvider';
export { githubProvider } from './github/githubProvider';
export { githubRunSchema, runFromApi } from './github/runFromApi';
export { githubJobSchema, jobFromApi } from './github/jobFromApi';
export { githubPlace, type GithubPlace } from './github/githubPlace';
export { azureProvider } from './azure/azureProvider';
export { circleciProvider } from './circleci/circleciProvider';
export { gitlabProvider } from './gitlab/gitlabProvider';
export { jenkinsProvider } from './jenkins/jenkinsProvider';
