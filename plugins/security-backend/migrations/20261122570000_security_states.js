/**
 * What is not fixed is counted in the indexes of rare findings as well.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    DROP INDEX finding_epss, finding_exploited, finding_review, finding_pending, finding_reopened;
    CREATE INDEX finding_epss ON finding (coalesce(epss, -1) DESC, finding_id DESC)
      INCLUDE (epss, is_open, state) WHERE listed;
    CREATE INDEX finding_exploited ON finding (severity_rank, first_seen_at, finding_id)
      INCLUDE (is_open, state) WHERE listed AND known_exploited;
    CREATE INDEX finding_review ON finding (severity_rank, first_seen_at, finding_id)
      INCLUDE (is_open, state) WHERE listed AND needs_review;
    CREATE INDEX finding_pending ON finding (severity_rank, first_seen_at, finding_id)
      INCLUDE (is_open, state) WHERE listed AND pending_close;
    CREATE INDEX finding_reopened ON finding (severity_rank, first_seen_at, finding_id)
      INCLUDE (is_open, state) WHERE listed AND reopened_count > 0;
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP INDEX finding_epss, finding_exploited, finding_review, finding_pending, finding_reopened;
    CREATE INDEX finding_epss ON finding (coalesce(epss, -1) DESC, finding_id DESC)
      INCLUDE (epss, is_open) WHERE listed;
    CREATE INDEX finding_exploited ON finding (severity_rank, first_seen_at, finding_id)
      INCLUDE (is_open) WHERE listed AND known_exploited;
    CREATE INDEX finding_review ON finding (severity_rank, first_seen_at, finding_id)
      INCLUDE (is_open) WHERE listed AND needs_review;
    CREATE INDEX finding_pending ON finding (severity_rank, first_seen_at, finding_id)
      INCLUDE (is_open) WHERE listed AND pending_close;
    CREATE INDEX finding_reopened ON finding (severity_rank, first_seen_at, finding_id)
      INCLUDE (is_open) WHERE listed AND reopened_count > 0;
  `);
};
