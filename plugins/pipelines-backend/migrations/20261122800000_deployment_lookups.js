/**
 * What the page of a deployment asks without walking its chain: who repairs it,
 * and which commits arrived before it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE INDEX deployment_repairs ON deployment ((facts->>'remediates'))
      WHERE facts->>'remediates' IS NOT NULL;

    DROP INDEX deployment_arrived;
    CREATE INDEX deployment_arrived ON deployment
      (chain, ordered_at, instance, external_id) INCLUDE (sha)
      WHERE is_latest AND outcome = 'succeeded';
  `);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP INDEX deployment_repairs, deployment_arrived;
    CREATE INDEX deployment_arrived ON deployment
      (chain, ordered_at, instance, external_id)
      WHERE is_latest AND outcome = 'succeeded';
  `);
};
