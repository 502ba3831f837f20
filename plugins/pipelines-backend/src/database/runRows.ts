import { Knex } from 'knex';
import { CiRun } from '@quarterdeck/plugin-ingest-common';
import { RunOutcome, StatusKey } from '@quarterdeck/plugin-pipelines-common';
import { arrayLiteral, Columns, upsertRows } from './writeRows';

/** A row of `pipeline_run`. Times are ISO 8601 with milliseconds. */
export interface RunRow {
  instance: string;
  externalId: string;
  attempt: number;
  project: string;
  subject: string;
  entityRef: string | null;
  entityReported: string | null;
  position: string;
  pipelineKey: string;
  status: StatusKey;
  outcome: RunOutcome | null;
  active: boolean;
  isLatest: boolean;
  isDefault: boolean | null;
  listedAt: string;
  orderedAt: string;
  workStartedAt: string | null;
  finishedHour: string | null;
  queueSeconds: number | null;
  runSeconds: number | null;
  facts: CiRun;
}

const columns: Columns<RunRow> = [
  { name: 'instance', type: 'text', value: row => row.instance, key: true },
  { name: 'external_id', type: 'text', value: r => r.externalId, key: true },
  { name: 'attempt', type: 'integer', value: row => row.attempt, key: true },
  { name: 'project', type: 'text', value: row => row.project },
  { name: 'subject', type: 'text', value: row => row.subject },
  { name: 'entity_ref', type: 'text', value: row => row.entityRef },
  { name: 'entity_reported', type: 'text', value: row => row.entityReported },
  { name: 'position', type: 'bigint', value: row => row.position },
  { name: 'pipeline_key', type: 'text', value: row => row.pipelineKey },
  {
    name: 'pipeline_name',
    type: 'text',
    value: row => row.facts.pipeline.name,
  },
  { name: 'branch', type: 'text', value: row => row.facts.branch ?? null },
  { name: 'is_default', type: 'boolean', value: row => row.isDefault },
  { name: 'sha', type: 'text', value: row => row.facts.sha ?? null },
  { name: 'trigger', type: 'text', value: row => row.facts.trigger },
  {
    name: 'actor_login',
    type: 'text',
    value: row => row.facts.actor?.login ?? null,
  },
  { name: 'title', type: 'text', value: row => row.facts.title ?? null },
  { name: 'number', type: 'bigint', value: row => row.facts.number ?? null },
  { name: 'status', type: 'text', value: row => row.status },
  { name: 'outcome', type: 'text', value: row => row.outcome },
  { name: 'active', type: 'boolean', value: row => row.active },
  { name: 'is_latest', type: 'boolean', value: row => row.isLatest },
  { name: 'listed_at', type: 'timestamptz', value: row => row.listedAt },
  { name: 'ordered_at', type: 'timestamptz', value: row => row.orderedAt },
  {
    name: 'work_started_at',
    type: 'timestamptz',
    value: row => row.workStartedAt,
  },
  {
    name: 'finished_hour',
    type: 'timestamptz',
    value: row => row.finishedHour,
  },
  { name: 'queue_seconds', type: 'float8', value: row => row.queueSeconds },
  { name: 'run_seconds', type: 'float8', value: row => row.runSeconds },
  { name: 'facts', json: row => row.facts },
];

interface StoredRun {
  instance: string;
  external_id: string;
  attempt: number;
  project: string;
  subject: string;
  entity_ref: string | null;
  entity_reported: string | null;
  position: string;
  pipeline_key: string;
  status: StatusKey;
  outcome: RunOutcome | null;
  active: boolean;
  is_latest: boolean;
  is_default: boolean | null;
  listed_at: Date;
  ordered_at: Date;
  work_started_at: Date | null;
  finished_hour: Date | null;
  queue_seconds: number | null;
  run_seconds: number | null;
  facts: CiRun;
}

const iso = (date: Date | null) => date && date.toISOString();

function toRunRow(row: StoredRun): RunRow {
  return {
    instance: row.instance,
    externalId: row.external_id,
    attempt: row.attempt,
    project: row.project,
    subject: row.subject,
    entityRef: row.entity_ref,
    entityReported: row.entity_reported,
    position: row.position,
    pipelineKey: row.pipeline_key,
    status: row.status,
    outcome: row.outcome,
    active: row.active,
    isLatest: row.is_latest,
    isDefault: row.is_default,
    listedAt: row.listed_at.toISOString(),
    orderedAt: row.ordered_at.toISOString(),
    workStartedAt: iso(row.work_started_at),
    finishedHour: iso(row.finished_hour),
    queueSeconds: row.queue_seconds,
    runSeconds: row.run_seconds,
    facts: row.facts,
  };
}

/** Names a run with all its attempts. */
export interface RunId {
  instance: string;
  externalId: string;
}

/** The columns a {@link RunRow} is read from, for every statement that needs one. */
export const runColumns = `r.instance, r.external_id, r.attempt, r.project,
  r.subject, r.entity_ref, r.entity_reported, r.position, r.pipeline_key,
  r.status, r.outcome, r.active, r.is_latest, r.is_default, r.listed_at,
  r.ordered_at, r.work_started_at, r.finished_hour, r.queue_seconds,
  r.run_seconds, r.facts`;

/** Runs a statement that selects {@link runColumns}. */
export async function selectRuns(
  knex: Knex,
  sql: string,
  bindings: readonly Knex.RawBinding[],
): Promise<RunRow[]> {
  const result = await knex.raw<{ rows: StoredRun[] }>(sql, [...bindings]);
  return result.rows.map(toRunRow);
}

/** Every attempt of these runs. */
export async function loadRuns(
  tx: Knex,
  ids: readonly RunId[],
): Promise<RunRow[]> {
  if (ids.length === 0) return [];
  return selectRuns(
    tx,
    `SELECT ${runColumns}
     FROM unnest(?::text[], ?::text[]) AS k(instance, external_id)
     JOIN pipeline_run r USING (instance, external_id)`,
    [
      arrayLiteral(ids.map(id => id.instance)),
      arrayLiteral(ids.map(id => id.externalId)),
    ],
  );
}

/** Writes whole rows by their natural key. */
export function upsertRuns(tx: Knex, rows: readonly RunRow[]): Promise<void> {
  return upsertRows(tx, 'pipeline_run', columns, rows);
}
