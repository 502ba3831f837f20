const facts = `
  instance text NOT NULL,
  -- The project where it is part of the key, else empty.
  place text NOT NULL,
  external_id text NOT NULL,
  project text NOT NULL,
  subject text NOT NULL,
  -- Entity ref, or the subject while nobody claimed it.
  service text NOT NULL,
  entity_ref text,
  entity_reported text,
  position bigint NOT NULL,
  facts jsonb NOT NULL,
  PRIMARY KEY (instance, place, external_id)`;

/**
 * The tables of DORA. Facts are what the log told, one row per natural key;
 * samples follow from them, a service at a time; cells count samples per UTC
 * day. All of these can be rebuilt. Services have numbers, so that five million
 * samples stay small; number 0 is all of them together.
 *
 * Records are what people decided: classifications, markers, alerts that were
 * told.
 *
 * Statements are unqualified: a rebuild runs them in a second schema.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE subject_claim (
      subject text PRIMARY KEY,
      entity_ref text,
      position bigint NOT NULL
    );

    CREATE TABLE deployment_fact (${facts});
    CREATE INDEX deployment_fact_service ON deployment_fact (service);
    CREATE INDEX deployment_fact_project ON deployment_fact (project);
    CREATE INDEX deployment_fact_run ON deployment_fact
      (instance, (facts->>'runExternalId')) WHERE facts->>'runExternalId' IS NOT NULL;

    CREATE TABLE change_fact (${facts});
    CREATE TABLE gate_fact (${facts});
    CREATE INDEX gate_fact_deployment ON gate_fact
      (instance, (facts->>'deploymentExternalId'))
      WHERE facts->>'deploymentExternalId' IS NOT NULL;
    CREATE INDEX gate_fact_run ON gate_fact
      (instance, (facts->>'runExternalId')) WHERE facts->>'runExternalId' IS NOT NULL;

    CREATE TABLE incident_fact (${facts});
    CREATE INDEX incident_fact_service ON incident_fact (service);
    CREATE INDEX incident_fact_project ON incident_fact (project);
    CREATE INDEX incident_fact_duplicate ON incident_fact
      (instance, (facts->>'duplicateOf')) WHERE facts->>'duplicateOf' IS NOT NULL;
    -- Deployments an incident ever named: what is named no longer is found too.
    CREATE TABLE incident_link (
      deployment_id text NOT NULL,
      instance text NOT NULL,
      external_id text NOT NULL,
      PRIMARY KEY (deployment_id, instance, external_id)
    );

    CREATE TABLE review_fact (
      instance text NOT NULL,
      project text NOT NULL,
      change_external_id text NOT NULL,
      external_id text NOT NULL,
      state text NOT NULL,
      submitted_at timestamptz NOT NULL,
      PRIMARY KEY (instance, project, change_external_id, external_id)
    );

    CREATE TABLE push_fact (
      repo text NOT NULL,
      branch text NOT NULL,
      after_sha text NOT NULL,
      before_sha text,
      pushed_at timestamptz NOT NULL,
      position bigint NOT NULL,
      forced boolean NOT NULL,
      truncated boolean NOT NULL,
      commits jsonb NOT NULL,
      PRIMARY KEY (repo, branch, after_sha)
    );
    CREATE INDEX push_fact_before ON push_fact (repo, before_sha);
    CREATE INDEX push_fact_time ON push_fact (repo, pushed_at);
    CREATE TABLE repo_fact (
      repo text PRIMARY KEY,
      default_branch text NOT NULL,
      observed_at timestamptz NOT NULL
    );
    -- Commits that deployments, or changes, name.
    CREATE TABLE named_sha (
      repo text NOT NULL,
      sha text NOT NULL,
      PRIMARY KEY (repo, sha)
    );

    CREATE TABLE traffic_fact (
      instance text NOT NULL,
      deployment_external_id text NOT NULL,
      percent double precision NOT NULL,
      first_at timestamptz,
      PRIMARY KEY (instance, deployment_external_id)
    );

    CREATE TABLE service (
      no integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      service text NOT NULL UNIQUE,
      entity_ref text,
      -- Settings and formulas its samples were computed by.
      computed_by text,
      first_at timestamptz,
      last_at timestamptz
    );
    CREATE TABLE service_repo (
      repo text NOT NULL,
      service text NOT NULL,
      PRIMARY KEY (repo, service)
    );
    CREATE TABLE dirty_service (
      service text PRIMARY KEY
    );

    CREATE TABLE deployment (
      service_no integer NOT NULL,
      id text NOT NULL,
      digest text NOT NULL,
      finished_at timestamptz NOT NULL,
      group_id text NOT NULL,
      counted boolean NOT NULL,
      body jsonb NOT NULL,
      PRIMARY KEY (id)
    );
    CREATE INDEX deployment_service ON deployment (service_no);

    CREATE TABLE release (
      service_no integer NOT NULL,
      id text NOT NULL,
      digest text NOT NULL,
      finished_at timestamptz NOT NULL,
      kind text NOT NULL,
      succeeded boolean NOT NULL,
      met boolean NOT NULL,
      failed boolean NOT NULL,
      auto_aborted boolean NOT NULL,
      affected boolean NOT NULL,
      rework boolean NOT NULL,
      PRIMARY KEY (id)
    );
    CREATE INDEX release_service ON release (service_no, finished_at DESC, id DESC)
      INCLUDE (kind, succeeded, met, failed, auto_aborted, affected, rework);
    CREATE INDEX release_time ON release (finished_at DESC, id DESC)
      INCLUDE (service_no, kind, succeeded, met, failed, auto_aborted, affected, rework);

    CREATE TABLE lead_time (
      service_no integer NOT NULL,
      key text NOT NULL,
      digest text NOT NULL,
      deployment_id text NOT NULL,
      change_id text,
      started_at timestamptz NOT NULL,
      deployed_at timestamptz NOT NULL,
      ms bigint NOT NULL,
      bucket smallint NOT NULL,
      clamped boolean NOT NULL,
      -- Milliseconds per stage in their order, as an array's text.
      stages text NOT NULL,
      PRIMARY KEY (service_no, key)
    );
    CREATE INDEX lead_time_service ON lead_time (service_no, deployed_at DESC, key DESC)
      INCLUDE (bucket, ms);
    CREATE INDEX lead_time_time ON lead_time (deployed_at DESC, service_no DESC, key DESC)
      INCLUDE (bucket, ms);
    CREATE INDEX lead_time_bucket ON lead_time (bucket, deployed_at)
      INCLUDE (ms, service_no);

    CREATE TABLE recovery (
      service_no integer NOT NULL,
      id text NOT NULL,
      digest text NOT NULL,
      failed_at timestamptz NOT NULL,
      recovered_at timestamptz,
      ms bigint,
      recovered_by text,
      end_id text,
      clamped boolean NOT NULL,
      PRIMARY KEY (id)
    );
    CREATE INDEX recovery_service ON recovery (service_no, recovered_at)
      INCLUDE (failed_at, ms);
    CREATE INDEX recovery_time ON recovery (recovered_at) INCLUDE (failed_at, ms, service_no);
    CREATE INDEX recovery_failed ON recovery (failed_at) INCLUDE (recovered_at, ms, service_no);
    CREATE INDEX recovery_open ON recovery (failed_at) INCLUDE (service_no)
      WHERE recovered_at IS NULL;

    CREATE TABLE failure_mark (
      service_no integer NOT NULL,
      id text NOT NULL,
      digest text NOT NULL,
      deployment_id text NOT NULL,
      body jsonb NOT NULL,
      PRIMARY KEY (service_no, id)
    );
    CREATE INDEX failure_mark_deployment ON failure_mark (deployment_id);

    CREATE TABLE quality_item (
      service_no integer NOT NULL,
      id text NOT NULL,
      digest text NOT NULL,
      kind text NOT NULL,
      deployment_id text,
      subject text NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (service_no, id)
    );
    CREATE INDEX quality_item_time ON quality_item (at DESC, id DESC, service_no)
      INCLUDE (kind);

    CREATE TABLE release_day (
      service_no integer NOT NULL,
      day date NOT NULL,
      kind text NOT NULL,
      releases integer NOT NULL,
      succeeded integer NOT NULL,
      met integer NOT NULL,
      failed integer NOT NULL,
      auto_aborted integer NOT NULL,
      affected integer NOT NULL,
      rework integer NOT NULL,
      PRIMARY KEY (service_no, day, kind)
    );
    CREATE TABLE lead_day (
      service_no integer NOT NULL,
      day date NOT NULL,
      bucket smallint NOT NULL,
      n integer NOT NULL,
      PRIMARY KEY (service_no, day, bucket)
    );
    CREATE TABLE stage_day (
      service_no integer NOT NULL,
      day date NOT NULL,
      n integer NOT NULL,
      ms bigint NOT NULL,
      clamped integer NOT NULL,
      code_ms bigint NOT NULL, code_n integer NOT NULL,
      pickup_ms bigint NOT NULL, pickup_n integer NOT NULL,
      review_ms bigint NOT NULL, review_n integer NOT NULL,
      merge_ms bigint NOT NULL, merge_n integer NOT NULL,
      gate_wait_ms bigint NOT NULL, gate_wait_n integer NOT NULL,
      deploy_ms bigint NOT NULL, deploy_n integer NOT NULL,
      PRIMARY KEY (service_no, day)
    );
    CREATE TABLE quality_day (
      service_no integer NOT NULL,
      day date NOT NULL,
      kind text NOT NULL,
      n integer NOT NULL,
      PRIMARY KEY (service_no, day, kind)
    );

    CREATE TABLE projection_freshness (
      only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
      applied_at timestamptz NOT NULL,
      last_recorded_at timestamptz NOT NULL
    );

    CREATE TABLE classification (
      id uuid PRIMARY KEY,
      deployment_id text NOT NULL,
      instance text NOT NULL,
      external_id text NOT NULL,
      entity_ref text,
      said text NOT NULL,
      fixed_by text,
      reason text NOT NULL,
      by text NOT NULL,
      at timestamptz NOT NULL,
      undone_at timestamptz,
      undone_by text,
      undo_reason text
    );
    CREATE INDEX classification_deployment ON classification (deployment_id);
    CREATE INDEX classification_time ON classification (at DESC, id DESC);

    CREATE TABLE marker (
      id uuid PRIMARY KEY,
      scope_ref text,
      at timestamptz NOT NULL,
      label text NOT NULL,
      by text NOT NULL,
      created_at timestamptz NOT NULL
    );

    CREATE TABLE band_alert (
      id uuid PRIMARY KEY,
      entity_ref text NOT NULL,
      metric text NOT NULL,
      band_table text NOT NULL,
      at timestamptz NOT NULL,
      from_band text NOT NULL,
      to_band text NOT NULL,
      direction text NOT NULL,
      noticed_at timestamptz NOT NULL,
      notified_at timestamptz,
      UNIQUE (entity_ref, metric, band_table, at)
    );
    CREATE INDEX band_alert_time ON band_alert (at DESC, id DESC);
  `);
};

exports.down = async function down(knex) {
  await knex.raw(`
    DROP TABLE IF EXISTS band_alert, marker, classification, projection_freshness,
      quality_day, stage_day, lead_day, release_day, quality_item, failure_mark,
      recovery, lead_time, release, deployment, dirty_service, service_repo,
      service, traffic_fact, named_sha, repo_fact, push_fact, review_fact,
      incident_link, incident_fact, gate_fact, change_fact, deployment_fact,
      subject_claim`);
};
