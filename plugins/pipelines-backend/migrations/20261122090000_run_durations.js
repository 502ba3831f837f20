/**
 * The bucket of a run's duration stands beside it, so that the exact value of a
 * quantile is read from the samples of its bucket: `bucketOf` of
 * pipelines-common in SQL.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    ALTER TABLE pipeline_run ADD COLUMN run_bucket smallint GENERATED ALWAYS AS (
      CASE WHEN run_seconds <= 0.1 THEN 0
           ELSE least(480, 1 + floor(ln(run_seconds / 0.1) / ln(2::float8) * 16 + 1e-9))
      END::smallint) STORED;
    CREATE INDEX pipeline_run_duration ON pipeline_run (run_bucket, finished_hour)
      INCLUDE (run_seconds, is_default, entity_ref, instance, project, pipeline_name)
      WHERE is_latest AND outcome IN ('passed', 'flaky', 'failed');
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE pipeline_run DROP COLUMN run_bucket');
};
