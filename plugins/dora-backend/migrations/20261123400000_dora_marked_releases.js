/**
 * Releases that failed, and those that repaired another, are a few of very many:
 * a list of them, and how many they are, is read from these alone.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE INDEX release_failed ON release
      (finished_at DESC NULLS LAST, service_no DESC, id DESC)
      INCLUDE (met, succeeded, kind, rework) WHERE failed;
    CREATE INDEX release_rework ON release
      (finished_at DESC NULLS LAST, service_no DESC, id DESC)
      INCLUDE (met, succeeded, kind, failed) WHERE rework;
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX IF EXISTS release_failed, release_rework');
};
