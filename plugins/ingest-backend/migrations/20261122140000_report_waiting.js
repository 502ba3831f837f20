/**
 * Reports that came in whole and are not read yet. `taken_at` is the last sign
 * of the process that reads; another takes over when it stays away.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    create table report_waiting (
      receipt text collate "C" primary key,
      draft jsonb not null,
      taken_at timestamptz not null default clock_timestamp(),
      tries integer not null default 1
    );
    create index report_waiting_taken_idx on report_waiting (taken_at);
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop table report_waiting');
};
