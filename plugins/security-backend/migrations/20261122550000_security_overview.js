/**
 * What the overview counts, in indexes that have all of it: no finding is read.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    DROP INDEX finding_seen, finding_reopened_at, finding_acceptance;
    CREATE INDEX finding_reopened_at ON finding (reopened_at)
      INCLUDE (entity_ref, severity, kind) WHERE listed AND is_open AND reopened_at IS NOT NULL;
    CREATE INDEX finding_acceptance ON finding (acceptance_id)
      INCLUDE (entity_ref, severity, kind) WHERE listed AND state = 'risk_accepted';
    CREATE INDEX finding_seen ON finding (first_seen_at DESC, finding_id DESC)
      INCLUDE (entity_ref, severity, kind, is_open) WHERE listed;
    CREATE INDEX finding_ended ON finding (changed_at)
      INCLUDE (entity_ref, severity, kind, first_seen_at, sla_due)
      WHERE listed AND NOT is_open AND state <> 'fixed' AND sla_due IS NOT NULL;
    CREATE INDEX finding_open_secret ON finding (secret_id)
      INCLUDE (entity_ref, severity, kind, secret_verified) WHERE secret_id IS NOT NULL AND is_open;
    -- Secrets that never reached the default branch, and those that somebody let past.
    CREATE INDEX finding_branch_secret ON finding (entity_ref, identity)
      INCLUDE (severity, kind, first_seen_at) WHERE kind = 'secret' AND NOT on_default;
    CREATE INDEX finding_detail_bypassed ON finding_detail (finding_id)
      WHERE (doc->'secret'->>'bypassed') IS NOT NULL;
    -- Of one rule the worst first.
    CREATE INDEX finding_rule_rank ON finding (rule_id, is_open DESC, severity_rank, finding_id) WHERE listed;
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP INDEX finding_rule_rank, finding_detail_bypassed, finding_branch_secret, finding_open_secret,
      finding_ended, finding_seen,
      finding_reopened_at, finding_acceptance;
    CREATE INDEX finding_reopened_at ON finding (reopened_at)
      WHERE listed AND is_open AND reopened_at IS NOT NULL;
    CREATE INDEX finding_acceptance ON finding (acceptance_id) WHERE acceptance_id IS NOT NULL;
    CREATE INDEX finding_seen ON finding (first_seen_at DESC, finding_id DESC)
      INCLUDE (entity_ref, severity, kind) WHERE listed;
  `);
};
