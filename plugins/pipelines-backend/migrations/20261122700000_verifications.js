/**
 * How the check of a deployment came out, and of what runs in a place now.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    ALTER TABLE deployment ADD COLUMN verification text;
    ALTER TABLE environment_now ADD COLUMN live_verification text;
    CREATE INDEX deployment_verification_list ON deployment
      (verification, listed_at DESC, external_id DESC)
      WHERE verification IS NOT NULL;
  `);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP INDEX deployment_verification_list;
    ALTER TABLE environment_now DROP COLUMN live_verification;
    ALTER TABLE deployment DROP COLUMN verification;
  `);
};
