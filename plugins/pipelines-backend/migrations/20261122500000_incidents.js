/**
 * Incidents, as far as deployments are concerned: what broke after which.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE incident (
      instance text NOT NULL,
      -- The provider's name of what is broken, where it names several.
      project text NOT NULL,
      external_id text NOT NULL,
      subject text NOT NULL,
      entity_ref text,
      entity_reported text,
      position bigint NOT NULL,
      -- When it began.
      listed_at timestamptz NOT NULL,
      ended_at timestamptz,
      facts jsonb NOT NULL,
      PRIMARY KEY (instance, external_id)
    );
    CREATE INDEX incident_entity ON incident (entity_ref, listed_at);
    CREATE INDEX incident_time ON incident (listed_at);
    CREATE INDEX incident_causes ON incident
      USING gin ((facts->'causes') jsonb_path_ops);
  `);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE incident');
};
