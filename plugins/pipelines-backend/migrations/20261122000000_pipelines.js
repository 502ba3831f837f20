/**
 * The projection tables of pipelines. All of them follow from the log and can
 * be rebuilt. `facts` holds the merged report as the event's schema has it;
 * beside it stand only the columns that lists filter, sort or join by.
 *
 * Statements are unqualified: a rebuild runs them in a second schema.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE project_facts (
      instance text NOT NULL,
      project text NOT NULL,
      default_branch text NOT NULL,
      observed_at timestamptz NOT NULL,
      position bigint NOT NULL,
      PRIMARY KEY (instance, project)
    );

    CREATE TABLE subject_claim (
      subject text PRIMARY KEY,
      entity_ref text,
      position bigint NOT NULL
    );

    CREATE TABLE pipeline_run (
      instance text NOT NULL,
      external_id text NOT NULL,
      attempt integer NOT NULL,
      project text NOT NULL,
      subject text NOT NULL,
      entity_ref text,
      entity_reported text,
      position bigint NOT NULL,
      pipeline_key text NOT NULL,
      pipeline_name text NOT NULL,
      branch text,
      is_default boolean,
      sha text,
      trigger text NOT NULL,
      actor_login text,
      title text,
      number bigint,
      status text NOT NULL,
      outcome text,
      active boolean NOT NULL,
      is_latest boolean NOT NULL,
      listed_at timestamptz NOT NULL,
      ordered_at timestamptz NOT NULL,
      work_started_at timestamptz,
      finished_hour timestamptz,
      queue_seconds double precision,
      run_seconds double precision,
      facts jsonb NOT NULL,
      PRIMARY KEY (instance, external_id, attempt)
    );
    CREATE INDEX pipeline_run_list ON pipeline_run
      (active DESC, listed_at DESC, external_id DESC, attempt DESC, instance DESC)
      INCLUDE (status, is_default)
      WHERE is_latest;
    CREATE INDEX pipeline_run_entity_list ON pipeline_run
      (entity_ref, active DESC, listed_at DESC, external_id DESC, attempt DESC, instance DESC)
      INCLUDE (status, is_default)
      WHERE is_latest;
    -- For statuses that few runs have. Those that passed or are not over, the
    -- most and the most often written, are found through the lists.
    CREATE INDEX pipeline_run_status_list ON pipeline_run
      (status, active DESC, listed_at DESC, external_id DESC, attempt DESC, instance DESC)
      INCLUDE (is_default)
      WHERE is_latest AND NOT active AND status <> 'passed';
    CREATE INDEX pipeline_run_branch ON pipeline_run
      (instance, project, pipeline_key, branch, ordered_at DESC, external_id DESC)
      WHERE is_latest;
    CREATE INDEX pipeline_run_sha ON pipeline_run (sha text_pattern_ops);

    CREATE TABLE pipeline_job (
      instance text NOT NULL,
      external_id text NOT NULL,
      run_external_id text NOT NULL,
      run_attempt integer NOT NULL,
      project text NOT NULL,
      subject text NOT NULL,
      entity_ref text,
      entity_reported text,
      position bigint NOT NULL,
      pipeline_name text NOT NULL,
      name text NOT NULL,
      pool text NOT NULL,
      status text NOT NULL,
      outcome text,
      listed_at timestamptz NOT NULL,
      started_at timestamptz,
      finished_day timestamptz,
      queue_seconds double precision,
      run_seconds double precision,
      facts jsonb NOT NULL,
      PRIMARY KEY (instance, external_id)
    );
    -- Steps make jobs large. Compressing each of them costs a rebuild more than
    -- the disk is worth, and no list reads them.
    ALTER TABLE pipeline_job ALTER COLUMN facts SET STORAGE EXTERNAL;
    ALTER TABLE pipeline_job SET (toast_tuple_target = 8160);
    CREATE INDEX pipeline_job_run ON pipeline_job
      (instance, run_external_id, run_attempt) INCLUDE (started_at);
    CREATE INDEX pipeline_job_list ON pipeline_job
      (listed_at DESC, external_id DESC, instance DESC);

    CREATE TABLE branch_push (
      instance text NOT NULL,
      project text NOT NULL,
      branch text NOT NULL,
      after_sha text NOT NULL,
      before_sha text,
      pushed_at timestamptz NOT NULL,
      position bigint NOT NULL,
      facts jsonb NOT NULL,
      PRIMARY KEY (instance, project, branch, after_sha)
    );
    CREATE TABLE branch_commit (
      instance text NOT NULL,
      project text NOT NULL,
      branch text NOT NULL,
      after_sha text NOT NULL,
      ordinal integer NOT NULL,
      sha text NOT NULL,
      PRIMARY KEY (instance, project, branch, sha, after_sha)
    );

    CREATE TABLE change (
      instance text NOT NULL,
      project text NOT NULL,
      external_id text NOT NULL,
      subject text NOT NULL,
      entity_ref text,
      entity_reported text,
      position bigint NOT NULL,
      state text NOT NULL,
      author_login text,
      merge_sha text,
      head_sha text,
      listed_at timestamptz NOT NULL,
      facts jsonb NOT NULL,
      PRIMARY KEY (instance, project, external_id)
    );
    CREATE INDEX change_list ON change
      (listed_at DESC, external_id DESC, instance DESC, project DESC);
    CREATE INDEX change_entity_list ON change
      (entity_ref, listed_at DESC, external_id DESC);
    CREATE INDEX change_merge_sha ON change (merge_sha);

    CREATE TABLE deployment (
      instance text NOT NULL,
      external_id text NOT NULL,
      project text NOT NULL,
      subject text NOT NULL,
      entity_ref text,
      entity_reported text,
      position bigint NOT NULL,
      state text NOT NULL,
      environment text NOT NULL,
      run_external_id text,
      listed_at timestamptz NOT NULL,
      facts jsonb NOT NULL,
      PRIMARY KEY (instance, external_id)
    );
    CREATE INDEX deployment_list ON deployment
      (listed_at DESC, external_id DESC, instance DESC);
    CREATE INDEX deployment_entity_list ON deployment
      (entity_ref, listed_at DESC, external_id DESC);
    CREATE INDEX deployment_run ON deployment (instance, run_external_id);

    CREATE TABLE gate (
      instance text NOT NULL,
      project text NOT NULL,
      external_id text NOT NULL,
      subject text NOT NULL,
      entity_ref text,
      entity_reported text,
      position bigint NOT NULL,
      waiting boolean NOT NULL,
      run_external_id text,
      run_attempt integer,
      listed_at timestamptz NOT NULL,
      facts jsonb NOT NULL,
      PRIMARY KEY (instance, project, external_id)
    );
    CREATE INDEX gate_list ON gate (waiting DESC, listed_at, external_id);
    CREATE INDEX gate_run ON gate (instance, run_external_id);

    CREATE TABLE branch_head (
      instance text NOT NULL,
      project text NOT NULL,
      pipeline_key text NOT NULL,
      pipeline_name text NOT NULL,
      pipeline_path text,
      branch text NOT NULL,
      entity_ref text,
      failing boolean NOT NULL,
      last_external_id text NOT NULL,
      last_attempt integer NOT NULL,
      last_status text NOT NULL,
      last_at timestamptz NOT NULL,
      green_external_id text,
      green_attempt integer,
      red_external_id text,
      red_attempt integer,
      red_since timestamptz,
      red_runs integer NOT NULL,
      PRIMARY KEY (instance, project, pipeline_key)
    );
    CREATE INDEX branch_head_entity ON branch_head (entity_ref);
    CREATE INDEX branch_head_failing ON branch_head (red_since) WHERE failing;

    CREATE TABLE run_rollup_hour (
      entity_ref text NOT NULL,
      hour timestamptz NOT NULL,
      instance text NOT NULL,
      project text NOT NULL,
      pipeline_name text NOT NULL,
      is_default boolean NOT NULL,
      outcome text NOT NULL,
      bucket smallint NOT NULL,
      count integer NOT NULL,
      PRIMARY KEY (entity_ref, hour, instance, project, pipeline_name, is_default, outcome, bucket)
    );
    CREATE INDEX run_rollup_hour_time ON run_rollup_hour (hour);
    CREATE INDEX run_rollup_hour_project ON run_rollup_hour (instance, project);

    CREATE TABLE job_rollup_day (
      entity_ref text NOT NULL,
      day timestamptz NOT NULL,
      instance text NOT NULL,
      project text NOT NULL,
      pipeline_name text NOT NULL,
      job_name text NOT NULL,
      outcome text NOT NULL,
      bucket smallint NOT NULL,
      count integer NOT NULL,
      PRIMARY KEY (entity_ref, day, instance, project, pipeline_name, job_name, outcome, bucket)
    );
    CREATE INDEX job_rollup_day_time ON job_rollup_day (day);
    CREATE INDEX job_rollup_day_project ON job_rollup_day (instance, project);

    CREATE TABLE queue_rollup_hour (
      entity_ref text NOT NULL,
      hour timestamptz NOT NULL,
      instance text NOT NULL,
      project text NOT NULL,
      pool text NOT NULL,
      bucket smallint NOT NULL,
      count integer NOT NULL,
      PRIMARY KEY (entity_ref, hour, instance, project, pool, bucket)
    );
    CREATE INDEX queue_rollup_hour_time ON queue_rollup_hour (hour);
    CREATE INDEX queue_rollup_hour_project ON queue_rollup_hour (instance, project);

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
    DROP TABLE projection_freshness, queue_rollup_hour, job_rollup_day,
      run_rollup_hour, branch_head, gate, deployment, change, branch_commit,
      branch_push, pipeline_job, pipeline_run, subject_claim, project_facts
  `);
};
