/** What tells of a deployment; `pipeline` is the code host whose job it is. */
export type Deployer =
  | 'pipeline'
  | 'argocd'
  | 'argorollouts'
  | 'flagger'
  | 'cdevents';

/** Where a job deploys to. */
export interface DeployTarget {
  environment: string;
  /** Only after somebody has approved. */
  gate: boolean;
  by: Deployer;
  region?: string;
}
