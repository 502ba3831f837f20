import { Knex } from 'knex';

/** `bucketOf` of pipelines-common in SQL; a test holds the two together. */
export const bucketSql = (value: string) =>
  `CASE WHEN ${value} IS NULL THEN -1
        WHEN ${value} <= 0.1 THEN 0
        ELSE least(480, 1 + floor(ln(${value} / 0.1) / ln(2.0::float8) * 16 + 1e-9))
   END::smallint`;

/**
 * Counts the rollups of a project from its rows: after a claim or a new default
 * branch, which move any number of rows at once.
 */
export function recountProject(
  tx: Knex,
  place: { instance: string; project: string },
): Promise<void> {
  return recount(tx, 'instance = :instance AND project = :project', place);
}

/** Counts all rollups from all rows. */
export function recountAll(tx: Knex): Promise<void> {
  return recount(tx, 'true', {});
}

async function recount(
  tx: Knex,
  where: string,
  place: { instance?: string; project?: string },
): Promise<void> {
  await tx.raw(`DELETE FROM run_rollup_hour WHERE ${where}`, place);
  await tx.raw(
    `INSERT INTO run_rollup_hour
     SELECT coalesce(entity_ref, ''), finished_hour, instance, project,
            pipeline_name, coalesce(is_default, false), outcome,
            ${bucketSql('run_seconds')}, count(*)
     FROM pipeline_run
     WHERE ${where} AND is_latest AND outcome IS NOT NULL
       AND finished_hour IS NOT NULL
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`,
    place,
  );
  await tx.raw(`DELETE FROM job_rollup_day WHERE ${where}`, place);
  await tx.raw(
    `INSERT INTO job_rollup_day
     SELECT coalesce(entity_ref, ''), finished_day, instance, project,
            pipeline_name, name, outcome, ${bucketSql('run_seconds')}, count(*)
     FROM pipeline_job
     WHERE ${where} AND outcome IS NOT NULL AND finished_day IS NOT NULL
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`,
    place,
  );
  await tx.raw(`DELETE FROM queue_rollup_hour WHERE ${where}`, place);
  await tx.raw(
    `INSERT INTO queue_rollup_hour
     SELECT coalesce(entity_ref, ''), date_trunc('hour', started_at, 'UTC'),
            instance, project, pool, ${bucketSql('queue_seconds')}, count(*)
     FROM pipeline_job
     WHERE ${where} AND started_at IS NOT NULL AND queue_seconds IS NOT NULL
     GROUP BY 1, 2, 3, 4, 5, 6`,
    place,
  );
}
