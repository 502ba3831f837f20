/**
 * What people decided, and what is not to change afterwards. Records: a rebuild
 * never touches them. They name findings by their identity, which a new import
 * and a rebuild give again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    -- What holds of a finding now.
    CREATE TABLE finding_triage (
      identity text PRIMARY KEY,
      entity_ref text NOT NULL,
      state text,
      state_reason text,
      state_by text,
      state_at timestamptz,
      state_position bigint,
      severity text,
      severity_reason text,
      severity_by text,
      severity_at timestamptz,
      assignee text,
      assigned_by text,
      assigned_at timestamptz
    );
    CREATE INDEX finding_triage_entity ON finding_triage (entity_ref);

    -- Every decision, with its place in the log: an import knows what held before it.
    CREATE TABLE finding_decision (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      identity text NOT NULL,
      entity_ref text NOT NULL,
      position bigint NOT NULL,
      at timestamptz NOT NULL,
      actor text NOT NULL,
      action text NOT NULL,
      before jsonb NOT NULL,
      after jsonb NOT NULL,
      reason text,
      action_id uuid
    );
    CREATE INDEX finding_decision_identity ON finding_decision (identity, id);
    CREATE INDEX finding_decision_action ON finding_decision (action_id) WHERE action_id IS NOT NULL;
    CREATE INDEX finding_decision_fixed ON finding_decision (entity_ref, position)
      WHERE action = 'state' AND after->>'state' = 'fixed';

    -- One thing a person did, to one finding or to thousands.
    CREATE TABLE triage_action (
      action_id uuid PRIMARY KEY,
      at timestamptz NOT NULL,
      actor text NOT NULL,
      action jsonb NOT NULL,
      entity_refs text[] NOT NULL,
      changed integer NOT NULL,
      unchanged integer NOT NULL,
      undone_at timestamptz,
      undone_by text
    );
    CREATE INDEX triage_action_time ON triage_action (at DESC, action_id DESC);

    CREATE TABLE finding_comment (
      id uuid PRIMARY KEY,
      identity text NOT NULL,
      entity_ref text NOT NULL,
      at timestamptz NOT NULL,
      author text NOT NULL,
      body text NOT NULL,
      action_id uuid
    );
    CREATE INDEX finding_comment_identity ON finding_comment (identity, at);

    CREATE TABLE risk_acceptance (
      id uuid PRIMARY KEY,
      scope jsonb NOT NULL,
      -- What the scope means: identities, a rule, or every name of a vulnerability.
      covers text NOT NULL,
      subjects text[] NOT NULL,
      tool text,
      path text,
      package_key text,
      -- Null: every entity.
      entity_refs text[],
      title text NOT NULL,
      owner text NOT NULL,
      reason text NOT NULL,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      remind_days integer[] NOT NULL,
      reminded_days integer[] NOT NULL DEFAULT '{}',
      action_id uuid,
      ended_at timestamptz,
      ended_by text,
      end_reason text
    );
    CREATE INDEX risk_acceptance_active ON risk_acceptance (expires_at) WHERE ended_at IS NULL;

    CREATE TABLE gate_policy (
      id uuid NOT NULL,
      version integer NOT NULL,
      newest boolean NOT NULL,
      name text NOT NULL,
      scope text NOT NULL,
      scope_ref text,
      environments text[] NOT NULL,
      policy jsonb NOT NULL,
      changed_by text NOT NULL,
      changed_at timestamptz NOT NULL,
      reason text,
      deleted_at timestamptz,
      PRIMARY KEY (id, version)
    );
    CREATE UNIQUE INDEX gate_policy_newest ON gate_policy (id) WHERE newest;

    CREATE TABLE security_evaluation (
      id uuid PRIMARY KEY,
      entity_ref text NOT NULL,
      commit_sha text,
      environment text,
      verdict text NOT NULL,
      passed boolean NOT NULL,
      at timestamptz NOT NULL,
      position bigint NOT NULL,
      asked_by text NOT NULL,
      question jsonb NOT NULL,
      result jsonb NOT NULL,
      policy jsonb NOT NULL,
      override jsonb
    );
    CREATE INDEX security_evaluation_time ON security_evaluation (at DESC, id DESC);
    CREATE INDEX security_evaluation_entity ON security_evaluation (entity_ref, environment, at DESC);

    -- One secret value, wherever it leaked.
    CREATE TABLE secret_task (
      secret_id text PRIMARY KEY,
      state text NOT NULL,
      assignee text,
      note text,
      changed_by text NOT NULL,
      changed_at timestamptz NOT NULL
    );

    -- A day once past stays as it was counted then.
    CREATE TABLE entity_day (
      entity_ref text NOT NULL,
      day date NOT NULL,
      severity text NOT NULL,
      open integer NOT NULL,
      open_week integer NOT NULL,
      open_month integer NOT NULL,
      open_quarter integer NOT NULL,
      open_older integer NOT NULL,
      overdue integer NOT NULL,
      created integer NOT NULL,
      fixed integer NOT NULL,
      reopened integer NOT NULL,
      PRIMARY KEY (entity_ref, day, severity)
    );
    CREATE INDEX entity_day_day ON entity_day (day);

    CREATE TABLE epss_score (
      vulnerability_id text PRIMARY KEY,
      score real NOT NULL,
      percentile real
    );
    CREATE TABLE kev_entry (
      vulnerability_id text PRIMARY KEY,
      added_on date,
      due_on date,
      name text,
      ransomware boolean NOT NULL DEFAULT false
    );
    CREATE TABLE threat_feed (
      feed text PRIMARY KEY,
      as_of timestamptz,
      loaded_at timestamptz NOT NULL,
      loaded_by text NOT NULL,
      entries integer NOT NULL,
      rejected integer NOT NULL
    );
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP TABLE threat_feed, kev_entry, epss_score, entity_day, secret_task,
      security_evaluation, gate_policy,
      risk_acceptance, finding_comment, triage_action, finding_decision,
      finding_triage
  `);
};
