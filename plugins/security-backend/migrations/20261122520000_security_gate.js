/**
 * What gates and pages need beside findings: whether a scan looked at anything,
 * which image it is of, and what runs in production. Projections.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    ALTER TABLE scan_import
      -- The report says that it looked at nothing.
      ADD COLUMN empty boolean NOT NULL DEFAULT false,
      -- Of the image it is of, as the report names it.
      ADD COLUMN digests text[] NOT NULL DEFAULT '{}';
    CREATE INDEX scan_import_commit ON scan_import (entity_ref, commit_sha) WHERE commit_sha IS NOT NULL;

    -- Deployments to production, from the log.
    CREATE TABLE production_deployment (
      instance text NOT NULL,
      external_id text NOT NULL,
      subject text NOT NULL,
      entity_ref text,
      entity_reported text,
      position bigint NOT NULL,
      environment text NOT NULL,
      -- Service and region: what several of one environment are told apart by.
      place text NOT NULL,
      succeeded boolean NOT NULL,
      -- When it was there; null while it is not.
      live_at timestamptz,
      observed_at timestamptz NOT NULL,
      version text,
      commits text[] NOT NULL,
      digests text[] NOT NULL,
      PRIMARY KEY (instance, external_id)
    );
    CREATE INDEX production_deployment_entity ON production_deployment (entity_ref, live_at DESC) WHERE succeeded;
    CREATE INDEX production_deployment_subject ON production_deployment (subject);

    CREATE TABLE deployment_claim (
      subject text PRIMARY KEY,
      entity_ref text,
      position bigint NOT NULL
    );
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP TABLE deployment_claim, production_deployment;
    DROP INDEX scan_import_commit;
    ALTER TABLE scan_import DROP COLUMN digests, DROP COLUMN empty;
  `);
};
