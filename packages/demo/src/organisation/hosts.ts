/** Where the other tools of the house live; all invented, but for the clouds' own. */
export const gitlabHost = 'gitlab.quayside.example';
export const jenkinsHost = 'jenkins.quayside.example';
export const argocdUrl = 'https://argocd.quayside.example';
export const cdHost = 'cd.quayside.example';
export const registry = 'registry.quayside.example';
export const pagerHost = 'pager.quayside.example';
/** The cluster that Tekton builds in. */
export const buildCluster = 'build-eu-1';
