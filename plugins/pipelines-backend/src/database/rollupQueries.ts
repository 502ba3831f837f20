import { Knex } from 'knex';
import { BucketCount } from '@quarterdeck/plugin-pipelines-common';
import { EntitySet } from '../service/entitySet';
import { allOf, Condition, inEntities, oneOf, where } from './conditions';

/** What part of a rollup a dashboard reads. */
export interface RollupFilter {
  entities: EntitySet;
  from: Date;
  to: Date;
  pipelines?: readonly string[];
  defaultBranch?: boolean;
}

/** Counts of one slot: by outcome, and how long those of the outcome took. */
export interface RunSlot {
  /** Start of the slot as the zone's wall clock says it. */
  slot: string;
  outcome: string;
  bucket: number;
  count: number;
}

const rollupWhere = (filter: RollupFilter, time: string) =>
  allOf(
    [
      inEntities('entity_ref', filter.entities),
      where(`${time} >= ? AND ${time} < ?`, filter.from, filter.to),
      oneOf('pipeline_name', filter.pipelines ?? []),
      filter.defaultBranch === undefined
        ? undefined
        : where('is_default = ?', filter.defaultBranch),
    ].filter(item => item !== undefined),
  );

/** The part of the filter that runs answer as their rollup does; the time is apart. */
export function runConditions(
  filter: Pick<RollupFilter, 'entities' | 'pipelines' | 'defaultBranch'>,
): Condition[] {
  return [
    inEntities('r.entity_ref', filter.entities),
    oneOf('r.pipeline_name', filter.pipelines ?? []),
    filter.defaultBranch === undefined
      ? undefined
      : where('(r.is_default IS TRUE) = ?', filter.defaultBranch),
  ].filter(item => item !== undefined);
}

/** Runs per hour or day of a zone, outcome and duration bucket. */
export async function readRunSlots(
  knex: Knex,
  filter: RollupFilter,
  slot: { unit: 'hour' | 'day'; zone: string },
): Promise<RunSlot[]> {
  const match = rollupWhere(filter, 'hour');
  const result = await knex.raw<{
    rows: { slot: string; outcome: string; bucket: number; count: string }[];
  }>(
    `SELECT to_char(date_trunc(?, hour AT TIME ZONE ?), 'YYYY-MM-DD"T"HH24:MI') AS slot,
            outcome, bucket, sum(count) AS count
     FROM run_rollup_hour WHERE ${match.sql} GROUP BY 1, 2, 3`,
    [slot.unit, slot.zone, ...match.bindings],
  );
  return result.rows.map(row => ({ ...row, count: Number(row.count) }));
}

/** Queue buckets per hour or day of a zone, and per pool. */
export async function readQueueSlots(
  knex: Knex,
  filter: RollupFilter,
  slot: { unit: 'hour' | 'day'; zone: string },
): Promise<{ slot: string; pool: string; bucket: number; count: number }[]> {
  const match = allOf([
    inEntities('entity_ref', filter.entities),
    where('hour >= ? AND hour < ?', filter.from, filter.to),
  ]);
  const result = await knex.raw<{
    rows: { slot: string; pool: string; bucket: number; count: string }[];
  }>(
    `SELECT to_char(date_trunc(?, hour AT TIME ZONE ?), 'YYYY-MM-DD"T"HH24:MI') AS slot,
            pool, bucket, sum(count) AS count
     FROM queue_rollup_hour WHERE ${match.sql} GROUP BY 1, 2, 3`,
    [slot.unit, slot.zone, ...match.bindings],
  );
  return result.rows.map(row => ({ ...row, count: Number(row.count) }));
}

/** How many services and runs there were. */
export async function countServices(
  knex: Knex,
  filter: RollupFilter,
): Promise<{ services: number; runs: number }> {
  const match = rollupWhere(filter, 'hour');
  const result = await knex.raw<{
    rows: { services: string; runs: string | null }[];
  }>(
    `SELECT count(DISTINCT coalesce(nullif(entity_ref, ''), instance || '/' || project)) AS services,
            sum(count) AS runs
     FROM run_rollup_hour WHERE ${match.sql}`,
    match.bindings,
  );
  const row = result.rows[0];
  return { services: Number(row?.services ?? 0), runs: Number(row?.runs ?? 0) };
}

/** Duration buckets of one pipeline or job. */
export interface NamedBuckets {
  entityRef: string | null;
  instance: string;
  project: string;
  pipeline: string;
  job: string | null;
  buckets: BucketCount[];
}

/** Duration buckets by pipeline, or by job, in a range. */
export async function readNamedBuckets(
  knex: Knex,
  filter: RollupFilter,
  of: 'pipelines' | 'jobs',
): Promise<NamedBuckets[]> {
  const jobs = of === 'jobs';
  const match = rollupWhere(filter, jobs ? 'day' : 'hour');
  const job = jobs ? 'job_name' : 'NULL::text';
  const result = await knex.raw<{
    rows: {
      entity_ref: string;
      instance: string;
      project: string;
      pipeline: string;
      job: string | null;
      buckets: BucketCount[];
    }[];
  }>(
    `SELECT entity_ref, instance, project, pipeline, job,
            jsonb_agg(jsonb_build_object('bucket', bucket, 'count', count)) AS buckets
     FROM (
       SELECT entity_ref, instance, project, pipeline_name AS pipeline,
              ${job} AS job, bucket, sum(count) AS count
       FROM ${jobs ? 'job_rollup_day' : 'run_rollup_hour'}
       WHERE ${
         match.sql
       } AND bucket >= 0 AND outcome IN ('passed', 'flaky', 'failed')
       GROUP BY 1, 2, 3, 4, 5, 6
     ) counted GROUP BY 1, 2, 3, 4, 5`,
    match.bindings,
  );
  return result.rows.map(row => ({
    entityRef: row.entity_ref || null,
    instance: row.instance,
    project: row.project,
    pipeline: row.pipeline,
    job: row.job,
    buckets: row.buckets,
  }));
}
