export { expectAccessible } from './expectAccessible';
export { saveScreenshot } from './saveScreenshot';
export { sarifReport, type SampleResult } from './sarifReport';
export { sendGitHubDelivery } from './sendGitHubDelivery';
export { sendOwnFindings } from './sendOwnFindings';
export { sendReport } from './sendReport';
export { sidebar, signIn, type DemoPerson } from './signIn';
export { expect, test } from './test';
export { heldDeployment, workflowJob, workflowRun } from './githubBodies';
