/**
 * The view "not fixed" also lists what was accepted or judged away. Fixed findings
 * only become more, so the list is not walked past them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE INDEX finding_not_fixed ON finding (severity_rank, first_seen_at, finding_id)
      WHERE listed AND state <> 'fixed';
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX finding_not_fixed;');
};
