/**
 * When a deployment arrived: what came before it is what arrived before it, not
 * what was heard of before.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    ALTER TABLE watched_deployment ADD COLUMN arrived_at timestamptz;
    UPDATE watched_deployment SET arrived_at = observed_at WHERE succeeded;
  `);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE watched_deployment DROP COLUMN arrived_at');
};
