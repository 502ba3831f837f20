// @ts-check

/**
 * Which version of its projector a reader's tables were made by, and which one
 * runs now. Where they differ the tables are built anew from the log.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    ALTER TABLE log.reader
      ADD COLUMN projection_version int NOT NULL DEFAULT 1,
      ADD COLUMN wanted_version int NOT NULL DEFAULT 1;
  `);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw(`
    ALTER TABLE log.reader
      DROP COLUMN projection_version, DROP COLUMN wanted_version;
  `);
};
