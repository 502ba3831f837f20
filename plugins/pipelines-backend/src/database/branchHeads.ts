import { Knex } from 'knex';
import { arrayLiteral } from './writeRows';

/** A pipeline whose default branch may stand differently now. */
export interface HeadKey {
  instance: string;
  project: string;
  pipelineKey: string;
}

/**
 * Finds out anew how these pipelines stand on the default branch: the newest
 * conclusive run, the newest green one, and the first red one after it. Runs
 * are ordered by when they were created, so a re-run keeps its place.
 */
export async function recomputeHeads(
  tx: Knex,
  keys: readonly HeadKey[],
): Promise<void> {
  if (keys.length === 0) return;
  const arrays = [
    arrayLiteral(keys.map(key => key.instance)),
    arrayLiteral(keys.map(key => key.project)),
    arrayLiteral(keys.map(key => key.pipelineKey)),
  ];
  const runs = `pipeline_run r WHERE r.is_latest AND r.is_default
    AND r.instance = k.instance AND r.project = k.project
    AND r.pipeline_key = k.pipeline_key AND r.branch = p.default_branch`;
  await tx.raw(
    `WITH k AS (
       SELECT * FROM unnest(?::text[], ?::text[], ?::text[])
         AS k(instance, project, pipeline_key)
     ), gone AS (
       DELETE FROM branch_head h USING k
       WHERE h.instance = k.instance AND h.project = k.project
         AND h.pipeline_key = k.pipeline_key
         AND NOT EXISTS (
           SELECT FROM project_facts p, ${runs.replace(
             'WHERE',
             'WHERE p.instance = k.instance AND p.project = k.project AND',
           )}
             AND r.outcome IN ('passed', 'flaky', 'failed'))
     )
     INSERT INTO branch_head
     SELECT k.instance, k.project, k.pipeline_key, last.pipeline_name,
            last.facts->'pipeline'->>'path', p.default_branch, last.entity_ref,
            last.outcome = 'failed', last.external_id, last.attempt,
            last.status, coalesce((last.facts->>'finishedAt')::timestamptz, last.listed_at),
            green.external_id, green.attempt,
            red.external_id, red.attempt,
            coalesce((red.facts->>'finishedAt')::timestamptz, red.listed_at),
            coalesce(reds.count, 0)
     FROM k
     JOIN project_facts p USING (instance, project)
     CROSS JOIN LATERAL (
       SELECT r.* FROM ${runs} AND r.outcome IN ('passed', 'flaky', 'failed')
       ORDER BY r.ordered_at DESC, r.external_id DESC LIMIT 1
     ) last
     LEFT JOIN LATERAL (
       SELECT r.* FROM ${runs} AND r.outcome IN ('passed', 'flaky')
       ORDER BY r.ordered_at DESC, r.external_id DESC LIMIT 1
     ) green ON true
     LEFT JOIN LATERAL (
       SELECT r.* FROM ${runs} AND r.outcome = 'failed'
         AND last.outcome = 'failed'
         AND (green.ordered_at IS NULL OR
              (r.ordered_at, r.external_id) > (green.ordered_at, green.external_id))
       ORDER BY r.ordered_at, r.external_id LIMIT 1
     ) red ON true
     LEFT JOIN LATERAL (
       SELECT count(*)::integer AS count FROM ${runs} AND r.outcome = 'failed'
         AND red.ordered_at IS NOT NULL
         AND (r.ordered_at, r.external_id) >= (red.ordered_at, red.external_id)
     ) reds ON true
     ON CONFLICT (instance, project, pipeline_key) DO UPDATE SET
       pipeline_name = excluded.pipeline_name,
       pipeline_path = excluded.pipeline_path,
       branch = excluded.branch, entity_ref = excluded.entity_ref,
       failing = excluded.failing,
       last_external_id = excluded.last_external_id,
       last_attempt = excluded.last_attempt, last_status = excluded.last_status,
       last_at = excluded.last_at,
       green_external_id = excluded.green_external_id,
       green_attempt = excluded.green_attempt,
       red_external_id = excluded.red_external_id,
       red_attempt = excluded.red_attempt, red_since = excluded.red_since,
       red_runs = excluded.red_runs`,
    arrays,
  );
}

/** Every pipeline of a project. */
export async function loadProjectPipelines(
  tx: Knex,
  place: { instance: string; project: string },
): Promise<HeadKey[]> {
  const result = await tx.raw<{ rows: { pipeline_key: string }[] }>(
    `SELECT DISTINCT pipeline_key FROM pipeline_run
     WHERE instance = :instance AND project = :project`,
    place,
  );
  return result.rows.map(row => ({ ...place, pipelineKey: row.pipeline_key }));
}
