import { Knex } from 'knex';
import { EntitySet } from '../service/entitySet';
import { allOf, inEntities } from './conditions';
import { runColumns, RunRow, selectRuns } from './runRows';

/** Each entity's last finished runs on the default branch, newest first. */
export function loadLastRuns(
  knex: Knex,
  refs: readonly string[],
  limit: number,
): Promise<RunRow[]> {
  if (refs.length === 0) return Promise.resolve([]);
  return selectRuns(
    knex,
    `SELECT r.* FROM unnest(string_to_array(?, E'\\n')) AS e(ref)
     CROSS JOIN LATERAL (
       SELECT ${runColumns} FROM pipeline_run r
       WHERE r.entity_ref = e.ref AND r.is_latest AND r.is_default AND NOT r.active
         AND r.outcome <> 'other'
       ORDER BY r.active DESC, r.listed_at DESC, r.external_id DESC LIMIT ?
     ) r ORDER BY r.entity_ref, r.listed_at DESC, r.external_id DESC`,
    [refs.join('\n'), limit],
  );
}

/** The newest active run of each pipeline of an entity's default branches. */
export function loadActiveRuns(knex: Knex, ref: string): Promise<RunRow[]> {
  return selectRuns(
    knex,
    `SELECT DISTINCT ON (r.instance, r.project, r.pipeline_key) ${runColumns}
     FROM pipeline_run r
     WHERE r.entity_ref = ? AND r.is_latest AND r.active AND r.is_default
     ORDER BY r.instance, r.project, r.pipeline_key, r.ordered_at DESC`,
    [ref],
  );
}

/** Whether any run of the entity was ever seen. */
export async function hasRuns(knex: Knex, ref: string): Promise<boolean> {
  const result = await knex.raw<{ rows: { found: boolean }[] }>(
    `SELECT EXISTS (
       SELECT FROM pipeline_run WHERE entity_ref = ? AND is_latest) AS found`,
    [ref],
  );
  return result.rows[0]?.found === true;
}

/** What filters offer at most. */
export const facetLimit = 200;

/**
 * Names to filter by, the most recently used first as far as the last 20,000
 * runs of the scope tell: a facet need not know history, and must not read it.
 */
export async function loadFacets(
  knex: Knex,
  entities: EntitySet,
  start: string,
): Promise<{ facet: string; name: string }[]> {
  const match = allOf([inEntities('r.entity_ref', entities)]);
  const result = await knex.raw<{ rows: { facet: string; name: string }[] }>(
    `WITH recent AS MATERIALIZED (
       SELECT r.entity_ref, r.pipeline_name, r.branch, r.actor_login
       FROM pipeline_run r WHERE r.is_latest AND ${match.sql}
       ORDER BY r.active DESC, r.listed_at DESC LIMIT 20000
     ), named AS (
       SELECT 'entity' AS facet, entity_ref AS name, count(*) AS n FROM recent GROUP BY 2
       UNION ALL SELECT 'pipeline', pipeline_name, count(*) FROM recent GROUP BY 2
       UNION ALL SELECT 'branch', branch, count(*) FROM recent GROUP BY 2
       UNION ALL SELECT 'actor', actor_login, count(*) FROM recent GROUP BY 2
     ), ranked AS (
       SELECT facet, name, row_number() OVER (PARTITION BY facet ORDER BY n DESC, name) AS place
       FROM named WHERE name IS NOT NULL AND starts_with(lower(name), lower(?))
     )
     SELECT facet, name FROM ranked WHERE place <= ? ORDER BY facet, place`,
    [...match.bindings, start, facetLimit + 1],
  );
  return result.rows;
}
