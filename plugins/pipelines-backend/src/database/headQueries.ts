import { Knex } from 'knex';
import { EntitySet } from '../service/entitySet';
import { allOf, inEntities, where } from './conditions';
import { RunId } from './runRows';
import { arrayLiteral } from './writeRows';

/** How a pipeline stands on its default branch. */
export interface HeadRow {
  instance: string;
  project: string;
  pipeline_key: string;
  pipeline_name: string;
  pipeline_path: string | null;
  branch: string;
  entity_ref: string | null;
  failing: boolean;
  last_external_id: string;
  last_attempt: number;
  last_status: string;
  last_at: Date;
  green_external_id: string | null;
  green_attempt: number | null;
  red_external_id: string | null;
  red_attempt: number | null;
  red_since: Date | null;
  red_runs: number;
}

const entitiesOf = (entities: EntitySet) => inEntities('entity_ref', entities);

/** The pipelines of these entities, failing ones first. */
export async function listHeads(
  knex: Knex,
  entities: EntitySet,
  options: { failingOnly?: boolean; activeSince: Date; limit: number },
): Promise<HeadRow[]> {
  const match = allOf([
    entitiesOf(entities),
    where('last_at >= ?', options.activeSince),
    where(options.failingOnly ? 'failing' : 'true'),
  ]);
  const result = await knex.raw<{ rows: HeadRow[] }>(
    `SELECT * FROM branch_head WHERE ${match.sql}
     ORDER BY failing DESC, red_since, pipeline_name, instance, project, pipeline_key
     LIMIT ?`,
    [...match.bindings, options.limit],
  );
  return result.rows;
}

/** How many services fail on their default branch, of how many, since when. */
export async function countHeads(
  knex: Knex,
  entities: EntitySet,
  activeSince: Date,
): Promise<{
  failing: number;
  total: number;
  failingPipelines: number;
  oldestSince: Date | null;
}> {
  const match = allOf([
    entitiesOf(entities),
    where('last_at >= ?', activeSince),
  ]);
  const result = await knex.raw<{
    rows: {
      failing: string;
      total: string;
      pipelines: string;
      oldest: Date | null;
    }[];
  }>(
    `WITH service AS (
       SELECT coalesce(entity_ref, instance || '/' || project) AS name,
              bool_or(failing) AS failing, min(red_since) AS since,
              count(*) FILTER (WHERE failing) AS pipelines
       FROM branch_head WHERE ${match.sql} GROUP BY 1
     )
     SELECT count(*) FILTER (WHERE failing) AS failing, count(*) AS total,
            coalesce(sum(pipelines), 0) AS pipelines, min(since) AS oldest
     FROM service`,
    match.bindings,
  );
  const row = result.rows[0];
  return {
    failing: Number(row?.failing ?? 0),
    total: Number(row?.total ?? 0),
    failingPipelines: Number(row?.pipelines ?? 0),
    oldestSince: row?.oldest ?? null,
  };
}

/** Runs that a gate holds now, and since when the longest does. */
export async function countWaiting(
  knex: Knex,
  entities: EntitySet,
): Promise<{ count: number; longestSince: Date | null }> {
  const match = inEntities('r.entity_ref', entities);
  const gates = inEntities('g.entity_ref', entities);
  const result = await knex.raw<{
    rows: { count: string; since: Date | null }[];
  }>(
    `SELECT count(*) AS count, min(since) AS since FROM (
       SELECT coalesce(
         (SELECT min(g.listed_at) FROM gate g
          WHERE g.instance = r.instance AND g.run_external_id = r.external_id
            AND g.waiting),
         (r.facts->>'observedAt')::timestamptz) AS since
       FROM pipeline_run r
       WHERE r.is_latest AND r.active AND r.status = 'waiting' AND (${match.sql})
       UNION ALL
       SELECT g.listed_at FROM gate g
       WHERE g.waiting AND (${gates.sql}) AND NOT EXISTS (
         SELECT FROM pipeline_run r
         WHERE r.instance = g.instance AND r.external_id = g.run_external_id)
     ) waiting`,
    [...match.bindings, ...gates.bindings],
  );
  const row = result.rows[0];
  return { count: Number(row?.count ?? 0), longestSince: row?.since ?? null };
}

/** The first failed job of an attempt, its first failed step and the words. */
export interface FailedJob {
  instance: string;
  run_external_id: string;
  run_attempt: number;
  name: string;
  step: string | null;
  message: string | null;
}

/** What failed first in each of these attempts. */
export async function loadFailedJobs(
  knex: Knex,
  runs: readonly (RunId & { attempt: number })[],
): Promise<FailedJob[]> {
  if (runs.length === 0) return [];
  const result = await knex.raw<{ rows: FailedJob[] }>(
    `SELECT DISTINCT ON (j.instance, j.run_external_id, j.run_attempt)
            j.instance, j.run_external_id, j.run_attempt, j.name,
            (SELECT s.step->>'name'
             FROM jsonb_array_elements(j.facts->'steps') WITH ORDINALITY AS s(step, place)
             WHERE s.step->>'result' IN ('failure', 'error', 'timeout')
             ORDER BY s.place LIMIT 1) AS step,
            j.facts->>'failureMessage' AS message
     FROM unnest(?::text[], ?::text[], ?::integer[]) AS k(instance, external_id, attempt)
     JOIN pipeline_job j ON j.instance = k.instance
       AND j.run_external_id = k.external_id AND j.run_attempt = k.attempt
     WHERE j.outcome = 'failed'
     ORDER BY j.instance, j.run_external_id, j.run_attempt,
              (j.facts->>'allowFailure') = 'true', j.listed_at, j.external_id`,
    [
      arrayLiteral(runs.map(run => run.instance)),
      arrayLiteral(runs.map(run => run.externalId)),
      arrayLiteral(runs.map(run => run.attempt)),
    ],
  );
  return result.rows;
}
