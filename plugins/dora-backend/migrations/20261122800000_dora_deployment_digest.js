/**
 * What is kept of a deployment and all that hangs on it, in short: of the
 * thousands of a service only those are looked at that a late event moved. And
 * a deployment that moves to another service is a row of each until both are
 * computed: nothing is taken over unseen.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    ALTER TABLE deployment ADD COLUMN digest text NOT NULL DEFAULT '',
      DROP CONSTRAINT deployment_pkey, ADD PRIMARY KEY (id, service_no);
    ALTER TABLE release
      DROP CONSTRAINT release_pkey, ADD PRIMARY KEY (id, service_no);
    ALTER TABLE recovery
      DROP CONSTRAINT recovery_pkey, ADD PRIMARY KEY (id, service_no);
  `);
};

exports.down = async function down(knex) {
  await knex.raw(`
    ALTER TABLE recovery
      DROP CONSTRAINT recovery_pkey, ADD PRIMARY KEY (id);
    ALTER TABLE release
      DROP CONSTRAINT release_pkey, ADD PRIMARY KEY (id);
    ALTER TABLE deployment DROP COLUMN digest,
      DROP CONSTRAINT deployment_pkey, ADD PRIMARY KEY (id);
  `);
};
