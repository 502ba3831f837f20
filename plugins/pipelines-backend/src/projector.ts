import { Knex } from 'knex';
import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import { EventType } from '@quarterdeck/plugin-ingest-common';
import { recordFreshness } from '@quarterdeck/plugin-portal-node';
import { loadProjectPipelines, recomputeHeads } from './database/branchHeads';
import { recountProject } from './database/recountProject';
import { projectDeployments } from './service/deployments/projectDeployments';
import { projectRolloutSteps } from './service/deployments/projectRolloutSteps';
import { projectVerifications } from './service/deployments/recomputeVerifications';
import {
  projectGateEnds,
  projectGatesOfEndedRuns,
} from './service/gates/projectGateEnds';
import { projectIncidents } from './service/incidents';
import { projectClaims } from './service/projectClaims';
import { projectFactTables } from './service/projectFactTables';
import { projectJobs } from './service/projectJobs';
import { projectProjects } from './service/projectProjects';
import { projectPushes } from './service/projectPushes';
import { projectRuns } from './service/projectRuns';

/** What the tables of this area are made of. */
export const pipelinesEventTypes: readonly EventType[] = [
  'ci.run.v1',
  'ci.job.v1',
  'commits.pushed.v1',
  'change.v1',
  'deployment.v1',
  'rollout.step.v1',
  'gate.v1',
  'incident.v1',
  'subject.claimed.v1',
];

/** The projection tables, as a rebuild needs them. */
export const pipelinesTables: readonly string[] = [
  'project_facts',
  'subject_claim',
  'pipeline_run',
  'pipeline_job',
  'branch_push',
  'branch_commit',
  'change',
  'deployment',
  'rollout_step',
  'environment_now',
  'gate',
  'incident',
  'branch_head',
  'run_rollup_hour',
  'job_rollup_day',
  'queue_rollup_hour',
  'projection_freshness',
];

/**
 * Applies a batch of the log to the tables. Only one transaction does so at a
 * time (the consumer's position is locked), so rows are read, merged by the pure
 * rules and written back, one statement per table each way.
 *
 * Order: what decides about rows that are stored (claims, default branches)
 * comes first, then jobs, deployments and gates, then the runs that take from
 * them, and last what follows from runs.
 */
export async function projectBatch(
  batch: readonly AnyLogEvent[],
  tx: Knex,
): Promise<void> {
  const moved = [
    ...(await projectClaims(tx, batch)),
    ...(await projectProjects(tx, batch)),
  ];
  for (const place of moved) {
    await recountProject(tx, place);
    await recomputeHeads(tx, await loadProjectPipelines(tx, place));
  }
  await projectPushes(tx, batch);
  const gatedRuns = await projectFactTables(tx, batch);
  await projectDeployments(tx, batch, moved);
  await projectRolloutSteps(tx, batch);
  await projectIncidents(tx, batch);
  const workedRuns = await projectJobs(tx, batch);
  await projectVerifications(tx, batch);
  const heldRuns = await projectGateEnds(tx, batch);
  const heads = await projectRuns(tx, batch, [
    ...gatedRuns,
    ...workedRuns,
    ...heldRuns,
  ]);
  await projectGatesOfEndedRuns(tx, batch);
  await recomputeHeads(tx, heads);

  const last = batch.reduce<Date | undefined>(
    (latest, { recordedAt }) =>
      latest && latest > recordedAt ? latest : recordedAt,
    undefined,
  );
  if (last) await recordFreshness(tx, last);
}
