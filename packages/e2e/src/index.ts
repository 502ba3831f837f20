export { expectAccessible } from './expectAccessible';
export { saveScreenshot } from './saveScreenshot';
export { sendGitHubDelivery } from './sendGitHubDelivery';
export { sidebar, signIn, type DemoPerson } from './signIn';
export { expect, test } from './test';
export { heldDeployment, workflowJob, workflowRun } from './githubBodies';
