/**
 * Scans of subjects that may be claimed, VEX statements that may not be applied,
 * views a team shares, and what people were told of due dates.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    -- Who sent it in the provider's words: claiming it moves its rows. Projections.
    ALTER TABLE scan_target ADD COLUMN subject text, ADD COLUMN entity_reported text;
    CREATE INDEX scan_target_subject ON scan_target (subject) WHERE subject IS NOT NULL;
    ALTER TABLE sbom_document ADD COLUMN subject text, ADD COLUMN entity_reported text;
    CREATE INDEX sbom_document_subject ON sbom_document (subject) WHERE subject IS NOT NULL;
    ALTER TABLE vex_document ADD COLUMN subject text, ADD COLUMN entity_reported text,
      -- Records that could not be read: pointer and reason.
      ADD COLUMN rejects jsonb NOT NULL DEFAULT '[]';
    CREATE INDEX vex_document_subject ON vex_document (subject) WHERE subject IS NOT NULL;
    -- Why it may not be applied; null: it may.
    ALTER TABLE vex_statement ADD COLUMN refused text;

    -- Filters a person or a team keeps under a name. Records.
    CREATE TABLE saved_view (
      id uuid PRIMARY KEY,
      owner text NOT NULL,
      name text NOT NULL,
      query text NOT NULL,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      changed_by text NOT NULL,
      changed_at timestamptz NOT NULL
    );
    CREATE UNIQUE INDEX saved_view_name ON saved_view (owner, lower(name));

    -- Of which due date of which finding somebody was told. Records.
    CREATE TABLE sla_notice (
      finding_id text NOT NULL,
      kind text NOT NULL,
      due_at timestamptz NOT NULL,
      told_at timestamptz NOT NULL,
      PRIMARY KEY (finding_id, kind, due_at)
    );
    CREATE INDEX sla_notice_told ON sla_notice (told_at);
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP TABLE sla_notice, saved_view;
    ALTER TABLE vex_statement DROP COLUMN refused;
    ALTER TABLE vex_document DROP COLUMN rejects, DROP COLUMN entity_reported, DROP COLUMN subject;
    ALTER TABLE sbom_document DROP COLUMN entity_reported, DROP COLUMN subject;
    ALTER TABLE scan_target DROP COLUMN entity_reported, DROP COLUMN subject;
  `);
};
