/**
 * When an alert was sure: what was so long ago is history, and told to nobody.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('ALTER TABLE band_alert ADD COLUMN confirmed_at timestamptz');
};

exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE band_alert DROP COLUMN confirmed_at');
};
