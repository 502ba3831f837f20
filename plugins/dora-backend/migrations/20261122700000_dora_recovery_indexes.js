/**
 * Everything that is asked of recoveries of a time lies in their indexes, so
 * that a year of an organisation is read without its rows.
 *
 * Statements are unqualified: a rebuild runs them in a second schema.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    DROP INDEX recovery_service, recovery_time, recovery_failed;
    CREATE INDEX recovery_service ON recovery (service_no, recovered_at)
      INCLUDE (failed_at, ms, clamped);
    CREATE INDEX recovery_time ON recovery (recovered_at)
      INCLUDE (failed_at, ms, clamped, service_no);
    CREATE INDEX recovery_failed ON recovery (failed_at)
      INCLUDE (recovered_at, ms, clamped, service_no);
  `);
};

exports.down = async function down(knex) {
  await knex.raw(`
    DROP INDEX recovery_service, recovery_time, recovery_failed;
    CREATE INDEX recovery_service ON recovery (service_no, recovered_at)
      INCLUDE (failed_at, ms);
    CREATE INDEX recovery_time ON recovery (recovered_at) INCLUDE (failed_at, ms, service_no);
    CREATE INDEX recovery_failed ON recovery (failed_at) INCLUDE (recovered_at, ms, service_no);
  `);
};
