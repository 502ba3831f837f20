import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of runs and of what hangs on them: jobs, gates, deployments. */
export const RESOURCE_TYPE_PIPELINE_RUN = 'pipeline-run';

/** See runs, jobs, steps, deployments, changes and the numbers made of them. */
export const pipelinesRunReadPermission = createPermission({
  name: 'pipelines.run.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_PIPELINE_RUN,
});

/** Put tests in quarantine and take them out; a rule may narrow it to one's own. */
export const pipelinesQuarantineUpdatePermission = createPermission({
  name: 'pipelines.quarantine.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PIPELINE_RUN,
});

/** Every permission of this area. */
export const pipelinesPermissions = [
  pipelinesRunReadPermission,
  pipelinesQuarantineUpdatePermission,
];

/** Names of the permission rules, for policies that build conditions. */
export const pipelinesRuleNames = {
  /** Params `{ claims: string[] }`: the run's entity is owned by one of them. */
  isOwnedBy: 'IS_OWNED_BY',
} as const;

/** Channel on which open pages hear that something changed. It carries no data. */
export const PIPELINES_SIGNAL_CHANNEL = 'pipelines';
