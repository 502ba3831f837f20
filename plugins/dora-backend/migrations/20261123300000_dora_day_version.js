/**
 * Which days of UTC have changed what their samples say, and when: the
 * transaction that last wrote of any service's samples of that day. Answers about
 * all services keep what they read of a day as long as this stays as it was.
 *
 * Neither told by the log nor computed: tables that were computed or built anew
 * are others anyway, which readers know by their numbers.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE day_version (
      -- Counted from 1 January 1970.
      day integer PRIMARY KEY,
      version bigint NOT NULL
    )`);
};

exports.down = async function down(knex) {
  await knex.raw('DROP TABLE IF EXISTS day_version');
};
