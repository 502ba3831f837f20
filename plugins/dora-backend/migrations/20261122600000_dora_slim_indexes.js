/**
 * Samples are written a service at a time, and compared as a whole with what is
 * stored: no row needs a digest, and the keys of five million lead times need
 * be in one index only. Documents are read and never searched: plain `json`
 * keeps their text, which is compared, and takes half as long to write.
 *
 * Statements are unqualified: a rebuild runs them in a second schema.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    ALTER TABLE lead_time DROP CONSTRAINT lead_time_pkey;
    DROP INDEX lead_time_service, lead_time_time;
    ALTER TABLE lead_time ADD PRIMARY KEY (service_no, deployed_at, key)
      INCLUDE (bucket, ms);
    CREATE INDEX lead_time_time ON lead_time (deployed_at DESC, service_no DESC)
      INCLUDE (bucket, ms);

    ALTER TABLE deployment ALTER COLUMN body TYPE json, DROP COLUMN digest;
    ALTER TABLE failure_mark ALTER COLUMN body TYPE json, DROP COLUMN digest;
    ALTER TABLE release DROP COLUMN digest;
    ALTER TABLE lead_time DROP COLUMN digest;
    ALTER TABLE recovery DROP COLUMN digest;
    ALTER TABLE quality_item DROP COLUMN digest;
  `);
};

exports.down = async function down(knex) {
  await knex.raw(`
    ALTER TABLE quality_item ADD COLUMN digest text NOT NULL DEFAULT '';
    ALTER TABLE recovery ADD COLUMN digest text NOT NULL DEFAULT '';
    ALTER TABLE lead_time ADD COLUMN digest text NOT NULL DEFAULT '';
    ALTER TABLE release ADD COLUMN digest text NOT NULL DEFAULT '';
    ALTER TABLE failure_mark ALTER COLUMN body TYPE jsonb,
      ADD COLUMN digest text NOT NULL DEFAULT '';
    ALTER TABLE deployment ALTER COLUMN body TYPE jsonb,
      ADD COLUMN digest text NOT NULL DEFAULT '';
    ALTER TABLE lead_time DROP CONSTRAINT lead_time_pkey;
    DROP INDEX lead_time_time;
    ALTER TABLE lead_time ADD PRIMARY KEY (service_no, key);
    CREATE INDEX lead_time_service ON lead_time (service_no, deployed_at DESC, key DESC)
      INCLUDE (bucket, ms);
    CREATE INDEX lead_time_time ON lead_time (deployed_at DESC, service_no DESC, key DESC)
      INCLUDE (bucket, ms);
  `);
};
