/**
 * What people set a scope's numbers to be held against: a record, never
 * rebuilt. The portal itself is the scope ''.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE scope_benchmark (
      scope_ref text PRIMARY KEY,
      benchmark text NOT NULL,
      industry text,
      -- Per metric { good, fair? }, in seconds, per day, or shares of one.
      thresholds jsonb,
      by text NOT NULL,
      at timestamptz NOT NULL
    );
  `);
};

exports.down = async function down(knex) {
  await knex.raw('DROP TABLE IF EXISTS scope_benchmark');
};
