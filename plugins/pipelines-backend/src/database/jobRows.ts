import { Knex } from 'knex';
import { CiJob } from '@quarterdeck/plugin-ingest-common';
import { RunOutcome, StatusKey } from '@quarterdeck/plugin-pipelines-common';
import { RunId } from './runRows';
import { arrayLiteral, Columns, upsertRows } from './writeRows';

/** A row of `pipeline_job`. */
export interface JobRow {
  instance: string;
  externalId: string;
  project: string;
  subject: string;
  entityRef: string | null;
  entityReported: string | null;
  position: string;
  pool: string;
  status: StatusKey;
  outcome: RunOutcome | null;
  listedAt: string;
  finishedDay: string | null;
  queueSeconds: number | null;
  runSeconds: number | null;
  facts: CiJob;
}

const columns: Columns<JobRow> = [
  { name: 'instance', type: 'text', value: row => row.instance, key: true },
  { name: 'external_id', type: 'text', value: r => r.externalId, key: true },
  {
    name: 'run_external_id',
    type: 'text',
    value: row => row.facts.runExternalId,
  },
  { name: 'run_attempt', type: 'integer', value: r => r.facts.runAttempt },
  { name: 'project', type: 'text', value: row => row.project },
  { name: 'subject', type: 'text', value: row => row.subject },
  { name: 'entity_ref', type: 'text', value: row => row.entityRef },
  { name: 'entity_reported', type: 'text', value: row => row.entityReported },
  { name: 'position', type: 'bigint', value: row => row.position },
  {
    name: 'pipeline_name',
    type: 'text',
    value: row => row.facts.pipelineName ?? '',
  },
  { name: 'name', type: 'text', value: row => row.facts.name },
  { name: 'pool', type: 'text', value: row => row.pool },
  { name: 'status', type: 'text', value: row => row.status },
  { name: 'outcome', type: 'text', value: row => row.outcome },
  { name: 'listed_at', type: 'timestamptz', value: row => row.listedAt },
  {
    name: 'started_at',
    type: 'timestamptz',
    value: row => row.facts.startedAt ?? null,
  },
  { name: 'finished_day', type: 'timestamptz', value: row => row.finishedDay },
  { name: 'queue_seconds', type: 'float8', value: row => row.queueSeconds },
  { name: 'run_seconds', type: 'float8', value: row => row.runSeconds },
  { name: 'facts', json: row => row.facts },
];

interface StoredJob {
  instance: string;
  external_id: string;
  project: string;
  subject: string;
  entity_ref: string | null;
  entity_reported: string | null;
  position: string;
  pool: string;
  status: StatusKey;
  outcome: RunOutcome | null;
  listed_at: Date;
  finished_day: Date | null;
  queue_seconds: number | null;
  run_seconds: number | null;
  facts: CiJob;
}

/** The columns a {@link JobRow} is read from. */
export const jobColumns = `j.instance, j.external_id, j.project, j.subject,
  j.entity_ref, j.entity_reported, j.position, j.pool, j.status, j.outcome,
  j.listed_at, j.finished_day, j.queue_seconds, j.run_seconds, j.facts`;

/** Runs a statement that selects {@link jobColumns}. */
export async function selectJobs(
  knex: Knex,
  sql: string,
  bindings: readonly Knex.RawBinding[],
): Promise<JobRow[]> {
  const result = await knex.raw<{ rows: StoredJob[] }>(sql, [...bindings]);
  return result.rows.map(row => ({
    instance: row.instance,
    externalId: row.external_id,
    project: row.project,
    subject: row.subject,
    entityRef: row.entity_ref,
    entityReported: row.entity_reported,
    position: row.position,
    pool: row.pool,
    status: row.status,
    outcome: row.outcome,
    listedAt: row.listed_at.toISOString(),
    finishedDay: row.finished_day && row.finished_day.toISOString(),
    queueSeconds: row.queue_seconds,
    runSeconds: row.run_seconds,
    facts: row.facts,
  }));
}

/** These jobs, as far as they are known. */
export async function loadJobs(
  tx: Knex,
  ids: readonly RunId[],
): Promise<JobRow[]> {
  if (ids.length === 0) return [];
  return selectJobs(
    tx,
    `SELECT ${jobColumns}
     FROM unnest(?::text[], ?::text[]) AS k(instance, external_id)
     JOIN pipeline_job j USING (instance, external_id)`,
    [
      arrayLiteral(ids.map(id => id.instance)),
      arrayLiteral(ids.map(id => id.externalId)),
    ],
  );
}

/** When the first job of each attempt began. */
export async function loadWorkStarts(
  tx: Knex,
  ids: readonly RunId[],
): Promise<
  { instance: string; externalId: string; attempt: number; at: string }[]
> {
  if (ids.length === 0) return [];
  const result = await tx.raw<{
    rows: { instance: string; id: string; attempt: number; at: Date }[];
  }>(
    `SELECT j.instance, j.run_external_id AS id, j.run_attempt AS attempt,
            min(j.started_at) AS at
     FROM unnest(?::text[], ?::text[]) AS k(instance, external_id)
     JOIN pipeline_job j
       ON j.instance = k.instance AND j.run_external_id = k.external_id
     WHERE j.started_at IS NOT NULL
     GROUP BY 1, 2, 3`,
    [
      arrayLiteral(ids.map(id => id.instance)),
      arrayLiteral(ids.map(id => id.externalId)),
    ],
  );
  return result.rows.map(row => ({
    instance: row.instance,
    externalId: row.id,
    attempt: row.attempt,
    at: row.at.toISOString(),
  }));
}

/** Writes whole rows by their natural key. */
export function upsertJobs(tx: Knex, rows: readonly JobRow[]): Promise<void> {
  return upsertRows(tx, 'pipeline_job', columns, rows);
}
