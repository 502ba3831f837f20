/**
 * How gates end of which their providers tell no end.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    -- Follows from the job, deployment or run the gate held; its own facts stay.
    ALTER TABLE gate ADD COLUMN ended_state text;
    ALTER TABLE gate ADD COLUMN ended_at timestamptz;
    ALTER TABLE gate ADD COLUMN job_external_id text
      GENERATED ALWAYS AS (facts->>'jobExternalId') STORED;
    CREATE INDEX gate_job ON gate (instance, job_external_id)
      WHERE job_external_id IS NOT NULL;
  `);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw(`
    ALTER TABLE gate DROP COLUMN job_external_id;
    ALTER TABLE gate DROP COLUMN ended_at;
    ALTER TABLE gate DROP COLUMN ended_state;
  `);
};
