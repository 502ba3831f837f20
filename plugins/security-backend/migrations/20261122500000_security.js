/**
 * Scans and their findings. Projections of the consumer `security`; what people
 * decided about findings is in the migration of the records.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    -- The key of imports: one import closes only what its own key found.
    CREATE TABLE scan_target (
      target_key text PRIMARY KEY,
      entity_ref text NOT NULL,
      tool text NOT NULL,
      category text NOT NULL,
      scope text NOT NULL,
      branch text NOT NULL,
      environment text NOT NULL,
      on_default boolean NOT NULL,
      tool_version text,
      kinds text[] NOT NULL,
      -- The newest import that was not older than the one before.
      import_id text NOT NULL,
      position bigint NOT NULL,
      commit_sha text,
      scanned_at timestamptz NOT NULL,
      status text NOT NULL,
      reason text,
      complete_at timestamptz,
      complete_commit text,
      held integer NOT NULL DEFAULT 0
    );
    CREATE INDEX scan_target_entity ON scan_target (entity_ref);

    CREATE TABLE scan_import (
      import_id text PRIMARY KEY,
      report_id text NOT NULL,
      target_key text NOT NULL,
      entity_ref text NOT NULL,
      position bigint NOT NULL,
      format text NOT NULL,
      tool_version text,
      commit_sha text,
      base_commit text,
      scanned_at timestamptz NOT NULL,
      received_at timestamptz NOT NULL,
      status text NOT NULL,
      reason text,
      outdated boolean NOT NULL,
      held boolean NOT NULL,
      close_old boolean NOT NULL,
      run_instance text,
      run_external_id text,
      created integer NOT NULL,
      updated integer NOT NULL,
      unchanged integer NOT NULL,
      fixed integer NOT NULL,
      reopened integer NOT NULL,
      suppressed integer NOT NULL,
      pending_close integer NOT NULL,
      rejected integer NOT NULL,
      before_counts jsonb NOT NULL,
      after_counts jsonb NOT NULL
    );
    CREATE INDEX scan_import_target ON scan_import (target_key, scanned_at DESC, position DESC);
    CREATE INDEX scan_import_entity ON scan_import (entity_ref, scanned_at DESC, position DESC);

    CREATE TABLE finding (
      finding_id text PRIMARY KEY,
      target_key text NOT NULL,
      entity_ref text NOT NULL,
      -- The same finding on every branch: what decisions are filed under.
      identity text NOT NULL,
      identity_version smallint NOT NULL,
      primary_key text NOT NULL,
      drift_keys text[] NOT NULL,
      ordinal integer NOT NULL,
      -- Of one that moved: the key and ordinal its id comes from, which stay taken.
      born_key text,
      born_ordinal integer,
      collapses boolean NOT NULL,
      content_hash text NOT NULL,
      occurrences integer NOT NULL,
      -- What scans say.
      scan_state text NOT NULL,
      pending_close boolean NOT NULL DEFAULT false,
      source_suppressed text,
      suppressed_reason text,
      needs_review boolean NOT NULL,
      -- What follows from scans, VEX and decisions together.
      state text NOT NULL,
      suppressed_by text,
      vex_status text,
      is_open boolean NOT NULL,
      severity text NOT NULL,
      severity_rank smallint NOT NULL,
      priority integer NOT NULL DEFAULT 0,
      assignee text,
      acceptance_id text,
      sla_from timestamptz,
      sla_due timestamptz,
      sla_paused boolean NOT NULL DEFAULT false,
      -- What it is.
      on_default boolean NOT NULL,
      branch text NOT NULL,
      environment text NOT NULL,
      kind text NOT NULL,
      tool text NOT NULL,
      rule_id text NOT NULL,
      title text NOT NULL,
      scan_severity text NOT NULL,
      severity_source text NOT NULL,
      path text,
      line integer,
      package_name text,
      package_version text,
      ecosystem text,
      purl text,
      fixed_version text,
      target text,
      vulnerability_ids text[] NOT NULL,
      cwes integer[] NOT NULL,
      secret_id text,
      secret_verified boolean,
      cvss_score real,
      epss real,
      known_exploited boolean NOT NULL,
      development boolean NOT NULL,
      -- Found by several tools: one of them stands for all.
      issue_key text,
      alias_key text,
      package_key text,
      listed boolean NOT NULL,
      tools text[] NOT NULL DEFAULT '{}',
      -- When.
      first_seen_at timestamptz NOT NULL,
      first_commit text,
      first_import text NOT NULL,
      -- Null while the newest complete scan of its key has it.
      last_seen_at timestamptz,
      changed_at timestamptz NOT NULL,
      fixed_at timestamptz,
      fixed_by text,
      reopened_at timestamptz,
      reopened_position bigint NOT NULL DEFAULT 0,
      reopened_count integer NOT NULL DEFAULT 0,
      position bigint NOT NULL
    ) WITH (fillfactor = 90);
    CREATE UNIQUE INDEX finding_natural ON finding (target_key, primary_key, ordinal);
    CREATE INDEX finding_born ON finding (target_key, born_key) WHERE born_key IS NOT NULL;
    CREATE INDEX finding_identity ON finding (identity);
    CREATE INDEX finding_issue ON finding (issue_key) WHERE issue_key IS NOT NULL;
    CREATE INDEX finding_alias ON finding (alias_key) WHERE alias_key IS NOT NULL;
    CREATE INDEX finding_package ON finding (entity_ref, package_key) WHERE package_key IS NOT NULL;
    CREATE INDEX finding_secret ON finding (secret_id) WHERE secret_id IS NOT NULL;
    CREATE INDEX finding_rule ON finding (rule_id);
    CREATE INDEX finding_open_entity ON finding (entity_ref, severity_rank) WHERE listed AND is_open;
    CREATE INDEX finding_open_severity ON finding (severity_rank, first_seen_at, finding_id) WHERE listed AND is_open;
    CREATE INDEX finding_open_due ON finding (coalesce(sla_due, 'infinity'::timestamptz), finding_id) WHERE listed AND is_open;
    CREATE INDEX finding_open_priority ON finding (priority DESC, finding_id DESC) WHERE listed AND is_open;
    CREATE INDEX finding_priority ON finding (priority DESC, finding_id DESC) WHERE listed;
    CREATE INDEX finding_open_epss ON finding (coalesce(epss, -1) DESC, finding_id DESC) WHERE listed AND is_open;
    CREATE INDEX finding_open_seen ON finding (first_seen_at DESC, finding_id DESC) WHERE listed AND is_open;
    CREATE INDEX finding_due ON finding (coalesce(sla_due, 'infinity'::timestamptz), finding_id) WHERE listed;
    CREATE INDEX finding_severity ON finding (severity_rank, first_seen_at, finding_id) WHERE listed;
    CREATE INDEX finding_seen ON finding (first_seen_at DESC, finding_id DESC) WHERE listed;
    CREATE INDEX finding_entity ON finding (entity_ref, severity_rank, first_seen_at, finding_id) WHERE listed;
    CREATE INDEX finding_assignee ON finding (assignee) WHERE assignee IS NOT NULL;
    CREATE INDEX finding_ids ON finding USING gin (vulnerability_ids);

    -- The record as the scanner told it last; only pages of one finding read it.
    CREATE TABLE finding_detail (
      finding_id text PRIMARY KEY,
      doc jsonb NOT NULL
    );

    CREATE TABLE finding_change (
      finding_id text NOT NULL,
      position bigint NOT NULL,
      change text NOT NULL,
      at timestamptz NOT NULL,
      import_id text NOT NULL,
      commit_sha text,
      details jsonb,
      PRIMARY KEY (finding_id, position, change)
    );
    CREATE INDEX finding_change_time ON finding_change (at, change);

    -- CVE, GHSA and others that name the same vulnerability share a group.
    CREATE TABLE alias_group (
      vulnerability_id text PRIMARY KEY,
      alias_key text NOT NULL
    );
    CREATE INDEX alias_group_key ON alias_group (alias_key);

    CREATE TABLE vex_statement (
      document_id text NOT NULL,
      ordinal integer NOT NULL,
      entity_ref text NOT NULL,
      position bigint NOT NULL,
      stated_at timestamptz NOT NULL,
      vulnerability_ids text[] NOT NULL,
      status text NOT NULL,
      package_key text,
      bom_ref text,
      product_version text,
      project boolean NOT NULL,
      doc jsonb NOT NULL,
      PRIMARY KEY (document_id, ordinal)
    );
    CREATE INDEX vex_statement_entity ON vex_statement (entity_ref);

    CREATE TABLE vex_document (
      document_id text PRIMARY KEY,
      entity_ref text NOT NULL,
      position bigint NOT NULL,
      received_at timestamptz NOT NULL,
      format text NOT NULL,
      rejected integer NOT NULL,
      statements integer NOT NULL,
      newest boolean NOT NULL DEFAULT true
    );
    CREATE INDEX vex_document_entity ON vex_document (entity_ref, position DESC);

    CREATE TABLE sbom_document (
      document_id text PRIMARY KEY,
      entity_ref text NOT NULL,
      scope text NOT NULL,
      branch text NOT NULL,
      environment text NOT NULL,
      on_default boolean NOT NULL,
      position bigint NOT NULL,
      created_at timestamptz NOT NULL,
      format text NOT NULL,
      tool text,
      commit_sha text,
      component_count integer NOT NULL,
      rejected integer NOT NULL,
      root_name text,
      root_version text,
      -- The newest of its entity, scope, branch and environment.
      newest boolean NOT NULL
    );
    CREATE INDEX sbom_document_entity ON sbom_document (entity_ref, position DESC);

    CREATE TABLE sbom_package (
      package_id uuid PRIMARY KEY,
      name text NOT NULL,
      name_search text NOT NULL,
      version text,
      ecosystem text,
      purl text,
      package_key text
    );
    CREATE INDEX sbom_package_name ON sbom_package (name_search text_pattern_ops);

    CREATE TABLE sbom_component (
      document_id text NOT NULL,
      ordinal integer NOT NULL,
      package_id uuid NOT NULL,
      ref text NOT NULL,
      type text,
      supplier text,
      direct boolean,
      development boolean,
      licences text[] NOT NULL,
      depends_on text[] NOT NULL,
      PRIMARY KEY (document_id, ordinal)
    );
    CREATE INDEX sbom_component_package ON sbom_component (package_id, document_id);

    -- Open findings by entity, for overviews that must not count a million rows.
    CREATE TABLE entity_count (
      entity_ref text NOT NULL,
      kind text NOT NULL,
      severity text NOT NULL,
      state text NOT NULL,
      listed integer NOT NULL,
      PRIMARY KEY (entity_ref, kind, severity, state)
    );

    CREATE TABLE projection_freshness (
      only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
      applied_at timestamptz NOT NULL,
      last_recorded_at timestamptz NOT NULL
    );
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP TABLE projection_freshness, entity_count, sbom_component,
      sbom_package, sbom_document, vex_document, vex_statement, alias_group,
      finding_change, finding_detail, finding, scan_import, scan_target
  `);
};
