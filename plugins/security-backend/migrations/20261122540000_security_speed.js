/**
 * What the list, its totals and the overview need at a million findings; the plans
 * are in docs/security-plans.md.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    -- Listed findings by everything a list is mostly filtered by: totals are
    -- sums of a few thousand rows, and what is not there need not be looked for.
    CREATE TABLE finding_count (
      listed integer NOT NULL,
      is_open boolean NOT NULL,
      suppressed boolean NOT NULL,
      has_fix boolean NOT NULL,
      known_exploited boolean NOT NULL,
      -- Of when they were first seen, in seconds: their mean age at any time.
      seen_sum double precision NOT NULL,
      severity text NOT NULL,
      kind text NOT NULL,
      state text NOT NULL,
      -- paused, met, missed, none; timed: open with a due date, which time decides.
      sla text NOT NULL,
      environment text NOT NULL,
      entity_ref text NOT NULL,
      tools text[] NOT NULL
    );
    CREATE INDEX finding_count_entity ON finding_count (entity_ref);

    DROP INDEX finding_open_entity, finding_open_due, finding_open_severity,
      finding_open_priority, finding_seen;
    CREATE INDEX finding_open_entity ON finding (entity_ref, severity_rank, first_seen_at, finding_id)
      WHERE listed AND is_open;
    -- What stands behind the id is looked at in the index, before a row is read.
    CREATE INDEX finding_open_severity ON finding (severity_rank, first_seen_at, finding_id, sla_due)
      WHERE listed AND is_open;
    CREATE INDEX finding_open_priority ON finding (priority DESC, finding_id DESC, severity_rank, sla_due)
      WHERE listed AND is_open;
    -- With what is counted by, so that no row is read.
    CREATE INDEX finding_open_due ON finding (coalesce(sla_due, 'infinity'::timestamptz), finding_id)
      INCLUDE (sla_due, entity_ref, severity, severity_rank, kind, first_seen_at) WHERE listed AND is_open;
    CREATE INDEX finding_seen ON finding (first_seen_at DESC, finding_id DESC)
      INCLUDE (entity_ref, severity, kind) WHERE listed;
    CREATE INDEX finding_fixed ON finding (fixed_at)
      INCLUDE (entity_ref, severity, kind, first_seen_at, sla_due) WHERE listed AND state = 'fixed';
    CREATE INDEX finding_reopened_at ON finding (reopened_at)
      WHERE listed AND is_open AND reopened_at IS NOT NULL;
    -- What reaches how many entities.
    CREATE INDEX finding_open_rule ON finding (rule_id, entity_ref, severity_rank)
      INCLUDE (severity, kind) WHERE listed AND is_open AND alias_key IS NULL;
    CREATE INDEX finding_open_alias ON finding (alias_key, entity_ref, severity_rank)
      INCLUDE (severity, kind) WHERE listed AND is_open AND alias_key IS NOT NULL;
    CREATE INDEX finding_open_kind ON finding (kind, severity_rank, first_seen_at, finding_id)
      WHERE listed AND is_open;
    -- Those without a condition are not taken for lists of what is listed.
    CREATE INDEX finding_tools ON finding USING gin (tools);
    -- Of these there are few: each is found by its own.
    CREATE INDEX finding_state ON finding (state, severity_rank, first_seen_at, finding_id)
      WHERE listed AND state NOT IN ('open', 'fixed');
    CREATE INDEX finding_exploited ON finding (severity_rank, first_seen_at, finding_id) INCLUDE (is_open)
      WHERE listed AND known_exploited;
    CREATE INDEX finding_review ON finding (severity_rank, first_seen_at, finding_id) INCLUDE (is_open)
      WHERE listed AND needs_review;
    CREATE INDEX finding_pending ON finding (severity_rank, first_seen_at, finding_id) INCLUDE (is_open)
      WHERE listed AND pending_close;
    CREATE INDEX finding_reopened ON finding (severity_rank, first_seen_at, finding_id) INCLUDE (is_open)
      WHERE listed AND reopened_count > 0;
    CREATE INDEX finding_suppressed ON finding (severity_rank, first_seen_at, finding_id)
      WHERE listed AND suppressed_by IS NOT NULL;
    CREATE INDEX finding_acceptance ON finding (acceptance_id) WHERE acceptance_id IS NOT NULL;
    CREATE INDEX finding_environment ON finding (environment, severity_rank, first_seen_at, finding_id)
      WHERE listed AND environment <> '';
    CREATE INDEX finding_package_name ON finding (package_name)
      WHERE listed AND package_name IS NOT NULL;
    CREATE INDEX finding_package_key ON finding (package_key)
      WHERE listed AND package_key IS NOT NULL;
    CREATE INDEX finding_cwes ON finding USING gin (cwes);
    CREATE INDEX finding_branch ON finding (branch, severity_rank, first_seen_at, finding_id);
    CREATE INDEX finding_epss ON finding (coalesce(epss, -1) DESC, finding_id DESC)
      INCLUDE (epss, is_open) WHERE listed;
    -- The words of what a search looks through: signs part them, as for who searches.
    CREATE INDEX finding_word ON finding USING gin (to_tsvector('pg_catalog.simple'::regconfig,
      translate(title || ' ' || rule_id || ' ' || coalesce(package_name, '') || ' ' || coalesce(path, ''),
        '/._-:;,@#()[]{}<>=', '                  ')));

    -- Versions there are at all: which are in a range is asked of each once.
    ALTER TABLE sbom_package ADD COLUMN version_key text NOT NULL
      GENERATED ALWAYS AS (coalesce(ecosystem, '') || ' ' || coalesce(version, '')) STORED;
    CREATE INDEX sbom_package_version ON sbom_package (version_key);
    CREATE TABLE sbom_version (
      version_key text PRIMARY KEY,
      ecosystem text,
      version text
    );
    INSERT INTO sbom_version SELECT DISTINCT version_key, ecosystem, version FROM sbom_package
      ON CONFLICT DO NOTHING;
    CREATE INDEX sbom_document_place ON sbom_document (entity_ref, document_id) WHERE newest;

    INSERT INTO finding_count (entity_ref, kind, severity, state, is_open, suppressed, tools,
      environment, sla, has_fix, known_exploited, listed, seen_sum)
    SELECT entity_ref, kind, severity, state, is_open, suppressed_by IS NOT NULL, tools, environment,
      CASE WHEN sla_paused THEN 'paused'
        WHEN state = 'fixed' AND fixed_at <= sla_due THEN 'met'
        WHEN state = 'fixed' AND fixed_at > sla_due THEN 'missed'
        WHEN is_open AND sla_due IS NOT NULL THEN 'timed' ELSE 'none' END,
      fixed_version IS NOT NULL, known_exploited, count(*), sum(extract(epoch FROM first_seen_at))
    FROM finding WHERE listed GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP INDEX finding_word, finding_seen, finding_epss,
      finding_branch, finding_cwes, finding_package_key, finding_package_name,
      finding_environment, finding_acceptance, finding_suppressed, finding_reopened,
      finding_pending, finding_review, finding_exploited, finding_state,
      finding_tools, finding_open_kind, finding_open_alias, finding_open_rule,
      finding_reopened_at, finding_fixed, finding_open_due, finding_open_entity,
      finding_open_severity, finding_open_priority;
    DROP INDEX sbom_document_place;
    DROP TABLE finding_count, sbom_version;
    ALTER TABLE sbom_package DROP COLUMN version_key;
    CREATE INDEX finding_seen ON finding (first_seen_at DESC, finding_id DESC) WHERE listed;
    CREATE INDEX finding_open_severity ON finding (severity_rank, first_seen_at, finding_id) WHERE listed AND is_open;
    CREATE INDEX finding_open_priority ON finding (priority DESC, finding_id DESC) WHERE listed AND is_open;
    CREATE INDEX finding_open_entity ON finding (entity_ref, severity_rank) WHERE listed AND is_open;
    CREATE INDEX finding_open_due ON finding (coalesce(sla_due, 'infinity'::timestamptz), finding_id)
      WHERE listed AND is_open;
  `);
};
