/**
 * Gates: evidence (a projection with a consumer of its own), and what people
 * and policies decide (records; a rebuild never touches them).
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    -- Projection. Only what a source said that may speak for the entity, so a
    -- report of another source about the same run cannot change it.
    CREATE TABLE gate_evidence (
      entity_ref text NOT NULL,
      kind text NOT NULL,
      key text NOT NULL,
      sha text,
      instance text NOT NULL,
      run_external_id text,
      rank smallint NOT NULL,
      observed_at timestamptz NOT NULL,
      position bigint NOT NULL,
      facts jsonb NOT NULL,
      PRIMARY KEY (entity_ref, kind, key)
    );
    CREATE INDEX gate_evidence_sha ON gate_evidence (entity_ref, sha);
    CREATE INDEX gate_evidence_run ON gate_evidence
      (entity_ref, instance, run_external_id) WHERE sha IS NULL;

    CREATE TABLE gate_author (
      sha text NOT NULL,
      login text NOT NULL,
      entity_ref text NOT NULL,
      name text,
      email text,
      PRIMARY KEY (sha, login, entity_ref)
    );

    -- Records from here on.
    CREATE TABLE policy_file (
      entity_ref text PRIMARY KEY,
      location text NOT NULL,
      good_text text,
      good_at timestamptz,
      problems jsonb NOT NULL,
      checked_at timestamptz NOT NULL
    );

    CREATE TABLE gate_request (
      id uuid PRIMARY KEY,
      entity_ref text NOT NULL,
      commit_sha text NOT NULL,
      environment text NOT NULL,
      environment_key text NOT NULL,
      -- What waits: '' is any CI, else the provider's own gate.
      asker text NOT NULL,
      state text NOT NULL,
      round integer NOT NULL DEFAULT 1,
      asked_at timestamptz(3) NOT NULL,
      decided_at timestamptz(3),
      check_at timestamptz,
      evaluation_id uuid,
      needed jsonb NOT NULL DEFAULT '[]',
      authors jsonb NOT NULL DEFAULT '[]',
      provider jsonb,
      UNIQUE (entity_ref, commit_sha, environment_key, asker)
    );
    CREATE INDEX gate_request_list ON gate_request
      ((state = 'waiting') DESC, asked_at DESC, id DESC);
    CREATE INDEX gate_request_check ON gate_request (check_at)
      WHERE check_at IS NOT NULL;
    CREATE INDEX gate_request_decided ON gate_request (decided_at);

    CREATE TABLE gate_evaluation (
      id uuid PRIMARY KEY,
      request_id uuid NOT NULL REFERENCES gate_request (id),
      decision text NOT NULL,
      reason text NOT NULL,
      -- All events up to here were read.
      position bigint NOT NULL,
      at timestamptz(3) NOT NULL,
      policy jsonb NOT NULL,
      rules jsonb NOT NULL
    );
    CREATE INDEX gate_evaluation_request ON gate_evaluation
      (request_id, at DESC, id DESC);

    CREATE TABLE gate_vote (
      request_id uuid NOT NULL REFERENCES gate_request (id),
      round integer NOT NULL,
      by_ref text NOT NULL,
      decision text NOT NULL,
      groups text[] NOT NULL,
      comment text,
      at timestamptz(3) NOT NULL,
      PRIMARY KEY (request_id, round, by_ref)
    );

    CREATE TABLE watched_deployment (
      instance text NOT NULL,
      external_id text NOT NULL,
      entity_ref text NOT NULL,
      provider text NOT NULL,
      project text NOT NULL,
      environment text NOT NULL,
      tier text NOT NULL,
      kind text,
      state text NOT NULL,
      failure text,
      sha text,
      version text,
      service text,
      run_external_id text,
      reached_users boolean NOT NULL,
      succeeded boolean NOT NULL,
      observed_at timestamptz NOT NULL,
      PRIMARY KEY (entity_ref, instance, external_id)
    );
    CREATE INDEX watched_deployment_id ON watched_deployment
      (instance, external_id);
    CREATE INDEX watched_deployment_place ON watched_deployment
      (entity_ref, environment, observed_at DESC);
    CREATE INDEX watched_deployment_sha ON watched_deployment (entity_ref, sha);

    CREATE TABLE outbox_call (
      id uuid PRIMARY KEY,
      purpose text NOT NULL,
      -- One row for one decision, however often it is made.
      idempotency_key text NOT NULL UNIQUE,
      entity_ref text,
      title text NOT NULL,
      target text NOT NULL,
      request jsonb NOT NULL,
      state text NOT NULL DEFAULT 'pending',
      tries integer NOT NULL DEFAULT 0,
      next_at timestamptz(3) NOT NULL,
      last_status integer,
      last_error text,
      created_at timestamptz(3) NOT NULL,
      sent_at timestamptz(3),
      requested_by text NOT NULL,
      reason text,
      instance text,
      deployment_external_id text,
      run_external_id text,
      gate_request_id uuid REFERENCES gate_request (id)
    );
    CREATE INDEX outbox_call_next ON outbox_call (next_at)
      WHERE state = 'pending';
    CREATE INDEX outbox_call_list ON outbox_call (created_at DESC, id DESC);
    CREATE INDEX outbox_call_gate ON outbox_call (gate_request_id);
    CREATE INDEX outbox_call_deployment ON outbox_call
      (instance, deployment_external_id);
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP TABLE outbox_call, watched_deployment, gate_vote, gate_evaluation,
      gate_request, policy_file, gate_author, gate_evidence
  `);
};
