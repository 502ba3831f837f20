/** Why something was deployed. */
export const deploymentKinds = [
  'planned',
  'rollback',
  'hotfix',
  'redeploy',
  'config',
] as const;

/** @see deploymentKinds */
export type DeploymentKind = (typeof deploymentKinds)[number];

/** How the new version takes over from the old one. */
export const deploymentStrategies = [
  'rolling',
  'recreate',
  'blue_green',
  'canary',
  'gitops_sync',
  'unknown',
] as const;

/** Where a deployment stands. */
export const deploymentStates = [
  'queued',
  'waiting_gate',
  'in_progress',
  'paused',
  'verifying',
  'succeeded',
  'failed',
  'aborted',
  'superseded',
] as const;

/** @see deploymentStrategies */
export type DeploymentStrategy = (typeof deploymentStrategies)[number];
