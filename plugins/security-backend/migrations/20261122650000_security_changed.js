/**
 * What changed since a time is found by when it changed, and what is accepted until a
 * time in the order of the list; both without reading rows. The orders of what is open
 * by time and by EPSS are those of what is listed: their indexes tell what is open.
 * Who findings are assigned to is counted in an index that has what lists are narrowed by.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    DROP INDEX finding_open_epss, finding_open_seen, finding_acceptance, finding_assignee;
    CREATE INDEX finding_changed ON finding (changed_at)
      INCLUDE (severity_rank, first_seen_at, finding_id, is_open, state) WHERE listed;
    CREATE INDEX finding_acceptance ON finding (acceptance_id)
      INCLUDE (entity_ref, severity, kind, severity_rank, first_seen_at, finding_id)
      WHERE listed AND state = 'risk_accepted';
    CREATE INDEX finding_assignee ON finding (assignee)
      INCLUDE (entity_ref, severity, severity_rank, kind, state, is_open)
      WHERE listed AND assignee IS NOT NULL;
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP INDEX finding_changed, finding_acceptance, finding_assignee;
    CREATE INDEX finding_assignee ON finding (assignee) WHERE assignee IS NOT NULL;
    CREATE INDEX finding_acceptance ON finding (acceptance_id)
      INCLUDE (entity_ref, severity, kind) WHERE listed AND state = 'risk_accepted';
    CREATE INDEX finding_open_seen ON finding (first_seen_at DESC, finding_id DESC)
      WHERE listed AND is_open;
    CREATE INDEX finding_open_epss ON finding (coalesce(epss, -1) DESC, finding_id DESC)
      WHERE listed AND is_open;
  `);
};
