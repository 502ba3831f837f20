import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { EventType } from '@quarterdeck/plugin-ingest-common';
import { ConsumeOptions } from '@quarterdeck/plugin-ingest-node';
import { carryOver } from './database/carryOver';

/** What the tables of this area are made of. */
export const doraEventTypes: readonly EventType[] = [
  'deployment.v1',
  'deployment.classified.v1',
  'rollout.step.v1',
  'gate.v1',
  'commits.pushed.v1',
  'change.v1',
  'change.reviewed.v1',
  'incident.v1',
  'subject.claimed.v1',
];

/** What the log told; the rest follows from these. */
export const factTables: readonly string[] = [
  'subject_claim',
  'deployment_fact',
  'change_fact',
  'gate_fact',
  'incident_fact',
  'incident_link',
  'review_fact',
  'push_fact',
  'repo_fact',
  'named_sha',
  'traffic_fact',
  'service_repo',
];

/** What is computed from the facts. */
export const sampleTables: readonly string[] = [
  'service',
  'deployment',
  'release',
  'lead_time',
  'recovery',
  'failure_mark',
  'quality_item',
  'release_day',
  'lead_day',
  'stage_day',
  'quality_day',
  'service_week',
];

/** The projection tables, as a rebuild needs them. */
export const doraTables: readonly string[] = [
  ...factTables,
  ...sampleTables,
  'dirty_service',
  'projection_freshness',
];

/** Where the tables are made. */
export const migrationsDirectory = () =>
  resolvePackagePath('@quarterdeck/plugin-dora-backend', 'migrations');

/**
 * Indexes that only questions use: samples are found by their service and key.
 * A rebuild makes them at its end.
 */
const readerIndexes: readonly string[] = [
  'release_time',
  'lead_time_time',
  'lead_time_bucket',
  'recovery_time',
  'recovery_failed',
  'recovery_open',
  'failure_mark_deployment',
  'quality_item_time',
];

/** How the tables of this area are built anew from the log. */
export const doraProjection = (): NonNullable<
  ConsumeOptions['projection']
> => ({
  tables: doraTables,
  migrationsDirectory: migrationsDirectory(),
  readerIndexes,
  carryOver,
});
