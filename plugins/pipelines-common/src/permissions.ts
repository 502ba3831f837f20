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

/** Ask a gate whether a commit may go to an environment. */
export const pipelinesGateEvaluatePermission = createPermission({
  name: 'pipelines.gate.evaluate',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_PIPELINE_RUN,
});

/** Approve, reject and reopen gates; the policy's groups narrow it further. */
export const pipelinesGateDecidePermission = createPermission({
  name: 'pipelines.gate.decide',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PIPELINE_RUN,
});

/** Let a commit through a shut gate. */
export const pipelinesGateBypassPermission = createPermission({
  name: 'pipelines.gate.bypass',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PIPELINE_RUN,
});

/** Ask a provider to roll a deployment back. */
export const pipelinesDeploymentRollbackPermission = createPermission({
  name: 'pipelines.deployment.rollback',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PIPELINE_RUN,
});

/** Ask a provider to run failed jobs again. */
export const pipelinesRunRerunPermission = createPermission({
  name: 'pipelines.run.rerun',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PIPELINE_RUN,
});

/** Send a call to a provider again that was given up. */
export const pipelinesOutboxRetryPermission = createPermission({
  name: 'pipelines.outbox.retry',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PIPELINE_RUN,
});

/** Say when nothing may be deployed; a rule may narrow it to one's own services. */
export const pipelinesFreezeManagePermission = createPermission({
  name: 'pipelines.freeze.manage',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PIPELINE_RUN,
});

/** Every permission of this area. */
export const pipelinesPermissions = [
  pipelinesRunReadPermission,
  pipelinesQuarantineUpdatePermission,
  pipelinesGateEvaluatePermission,
  pipelinesGateDecidePermission,
  pipelinesGateBypassPermission,
  pipelinesDeploymentRollbackPermission,
  pipelinesRunRerunPermission,
  pipelinesOutboxRetryPermission,
  pipelinesFreezeManagePermission,
];

/** Names of the permission rules, for policies that build conditions. */
export const pipelinesRuleNames = {
  /** Params `{ claims: string[] }`: the run's entity is owned by one of them. */
  isOwnedBy: 'IS_OWNED_BY',
} as const;

/** Channel on which open pages hear that something changed. It carries no data. */
export const PIPELINES_SIGNAL_CHANNEL = 'pipelines';
