import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ConsumeOptions } from '@quarterdeck/plugin-ingest-node';
import { carryOver } from './database/carryOver';
import { pipelinesTables } from './projector';

/**
 * Indexes that only questions use. The projector finds its rows by their keys,
 * the jobs and gates of a run, the runs of a branch, the chain of a deployment
 * and the rollups of a project; a rebuild makes all others at its end.
 */
const readerIndexes: readonly string[] = [
  'pipeline_run_list',
  'pipeline_run_entity_list',
  'pipeline_run_status_list',
  'pipeline_run_sha',
  'pipeline_run_duration',
  'pipeline_run_repeated',
  'pipeline_job_list',
  'change_list',
  'change_entity_list',
  'deployment_list',
  'deployment_entity_list',
  'deployment_place_list',
  'deployment_label',
  'deployment_actor',
  'deployment_kind_list',
  'deployment_state_list',
  'deployment_day',
  'deployment_verification_list',
  'deployment_repairs',
  'gate_list',
  'incident_entity',
  'incident_time',
  'incident_causes',
  'run_rollup_hour_time',
  'job_rollup_day_time',
  'queue_rollup_hour_time',
];

/** How the tables of this area are built anew from the log. */
export const pipelinesProjection: NonNullable<ConsumeOptions['projection']> = {
  // Raise it with every migration that `projectBatch` fills from old events.
  version: 2,
  tables: pipelinesTables,
  migrationsDirectory: resolvePackagePath(
    '@quarterdeck/plugin-pipelines-backend',
    'migrations',
  ),
  readerIndexes,
  carryOver,
};
