/**
 * Tests, coverage and what follows from them. All but the last table are
 * projections of the consumer `pipelines-tests`; `test_quarantine` is a record.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE test_suite_run (
      report_id text PRIMARY KEY,
      entity_ref text NOT NULL,
      position bigint NOT NULL,
      received_at timestamptz NOT NULL,
      format text NOT NULL,
      tool text,
      job text,
      branch text,
      sha text,
      run_instance text,
      run_external_id text,
      run_attempt integer,
      tests integer NOT NULL,
      passed integer NOT NULL,
      failed integer NOT NULL,
      skipped integer NOT NULL,
      flaky integer NOT NULL,
      seconds double precision,
      rejected integer NOT NULL,
      kept_cases integer NOT NULL
    );
    CREATE INDEX test_suite_run_run ON test_suite_run
      (run_instance, run_external_id, run_attempt);
    CREATE INDEX test_suite_run_entity ON test_suite_run
      (entity_ref, received_at DESC, report_id DESC);
    CREATE INDEX test_suite_run_sha ON test_suite_run (entity_ref, sha);
    CREATE INDEX test_suite_run_time ON test_suite_run (received_at);

    CREATE TABLE test_case (
      case_id uuid PRIMARY KEY,
      entity_ref text NOT NULL,
      suite text NOT NULL,
      name text NOT NULL,
      file text,
      position bigint NOT NULL
    );

    -- Bounded: so many cases of a report, for so many days.
    CREATE TABLE test_case_run (
      report_id text NOT NULL,
      ordinal integer NOT NULL,
      case_id uuid NOT NULL,
      entity_ref text NOT NULL,
      sha text,
      result text NOT NULL,
      flaky boolean NOT NULL,
      seconds double precision,
      message text,
      at timestamptz NOT NULL,
      PRIMARY KEY (report_id, ordinal)
    );
    CREATE INDEX test_case_run_case ON test_case_run (case_id, sha);
    CREATE INDEX test_case_run_bad ON test_case_run (entity_ref, sha)
      WHERE result IN ('failed', 'error') OR flaky;
    CREATE INDEX test_case_run_at ON test_case_run (at);

    CREATE TABLE test_case_day (
      case_id uuid NOT NULL,
      day date NOT NULL,
      entity_ref text NOT NULL,
      runs integer NOT NULL,
      failed integer NOT NULL,
      timed integer NOT NULL,
      seconds double precision NOT NULL,
      PRIMARY KEY (case_id, day)
    );
    CREATE INDEX test_case_day_entity ON test_case_day (entity_ref, day);
    CREATE INDEX test_case_day_day ON test_case_day (day);

    CREATE TABLE test_flake (
      case_id uuid NOT NULL,
      sha text NOT NULL,
      entity_ref text NOT NULL,
      last_at timestamptz NOT NULL,
      last_report_id text NOT NULL,
      PRIMARY KEY (case_id, sha)
    );
    CREATE INDEX test_flake_entity ON test_flake (entity_ref, last_at);
    CREATE INDEX test_flake_sha ON test_flake (entity_ref, sha);
    CREATE INDEX test_flake_at ON test_flake (last_at);

    -- Only ever rises, so it asks neither for order nor for repetition.
    CREATE TABLE job_verdict (
      instance text NOT NULL,
      project text NOT NULL,
      pipeline_name text NOT NULL,
      job_name text NOT NULL,
      sha text NOT NULL,
      passed_at timestamptz,
      failed_at timestamptz,
      run_external_id text NOT NULL,
      run_attempt integer NOT NULL,
      last_at timestamptz NOT NULL,
      PRIMARY KEY (instance, project, pipeline_name, job_name, sha)
    );
    CREATE INDEX job_verdict_flaky ON job_verdict (last_at)
      WHERE passed_at IS NOT NULL AND failed_at IS NOT NULL;

    CREATE TABLE coverage_report (
      entity_ref text NOT NULL,
      sha text NOT NULL,
      part text NOT NULL,
      position bigint NOT NULL,
      at timestamptz NOT NULL,
      branch text,
      run_instance text,
      run_external_id text,
      run_attempt integer,
      rejected integer NOT NULL,
      files jsonb NOT NULL,
      PRIMARY KEY (entity_ref, sha, part)
    );

    CREATE TABLE coverage (
      entity_ref text NOT NULL,
      sha text NOT NULL,
      branch text,
      at timestamptz NOT NULL,
      run_instance text,
      run_external_id text,
      run_attempt integer,
      lines_covered bigint NOT NULL,
      lines_total bigint NOT NULL,
      branches_covered bigint,
      branches_total bigint,
      files integer NOT NULL,
      parts text[] NOT NULL,
      rejected integer NOT NULL,
      PRIMARY KEY (entity_ref, sha)
    );
    CREATE INDEX coverage_entity ON coverage (entity_ref, at DESC);

    CREATE TABLE test_quarantine (
      id uuid PRIMARY KEY,
      entity_ref text NOT NULL,
      suite text NOT NULL,
      name text NOT NULL,
      reason text NOT NULL,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      until timestamptz NOT NULL,
      ended_at timestamptz,
      ended_by text
    );
    CREATE UNIQUE INDEX test_quarantine_open ON test_quarantine
      (entity_ref, suite, name) WHERE ended_at IS NULL;

    CREATE INDEX pipeline_run_repeated ON pipeline_run (listed_at)
      WHERE NOT is_latest;
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP INDEX pipeline_run_repeated;
    DROP TABLE test_quarantine, coverage, coverage_report, job_verdict,
      test_flake, test_case_day, test_case_run, test_case, test_suite_run
  `);
};
