/**
 * Deployments know their chain (what ran there before and after), rollouts
 * their steps, and each place what runs there now. Freezes are a record: they
 * are no part of the projection and outlive a rebuild.
 *
 * `derived_*` is the place in the order at which a row's neighbours were last
 * computed, so that a row which moves has both its old and its new ones done.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    ALTER TABLE deployment
      ADD COLUMN tier text NOT NULL DEFAULT 'other',
      ADD COLUMN region text,
      ADD COLUMN service text,
      ADD COLUMN sha text,
      ADD COLUMN version text,
      ADD COLUMN label text,
      ADD COLUMN actor_login text,
      ADD COLUMN run_attempt integer NOT NULL DEFAULT 1,
      ADD COLUMN outcome text,
      ADD COLUMN release text,
      ADD COLUMN finished_at timestamptz,
      ADD COLUMN ordered_at timestamptz,
      ADD COLUMN chain text COLLATE "C" GENERATED ALWAYS AS (
        coalesce(entity_ref, '//' || instance || '/' || project) || E'\\n' ||
        environment || E'\\n' || coalesce(region, '') || E'\\n' ||
        coalesce(service, '')) STORED,
      ADD COLUMN is_latest boolean NOT NULL DEFAULT true,
      ADD COLUMN kind text NOT NULL DEFAULT 'planned',
      ADD COLUMN kind_told boolean NOT NULL DEFAULT false,
      ADD COLUMN baseline text,
      ADD COLUMN live boolean NOT NULL DEFAULT false,
      ADD COLUMN previous_instance text,
      ADD COLUMN previous_external_id text,
      ADD COLUMN next_instance text,
      ADD COLUMN next_external_id text,
      ADD COLUMN derived_chain text COLLATE "C",
      ADD COLUMN derived_at timestamptz,
      ADD COLUMN derived_release text;

    -- Room in each page: what a row's neighbours change of it is in no index, so
    -- it needs no new entries there as long as it stays on its page.
    ALTER TABLE deployment SET (fillfactor = 70);

    UPDATE deployment SET
      tier = facts->'environment'->>'tier',
      region = facts->>'region',
      service = facts->>'service',
      sha = facts->>'sha',
      version = facts->>'version',
      label = coalesce(facts->>'version', left(facts->>'sha', 7)),
      actor_login = facts->'actor'->>'login',
      run_attempt = coalesce((facts->>'runAttempt')::integer, 1),
      outcome = facts->>'outcome',
      release = 'commit ' || (facts->>'sha'),
      finished_at = (facts->>'finishedAt')::timestamptz,
      ordered_at = coalesce((facts->>'finishedAt')::timestamptz, listed_at);
    ALTER TABLE deployment ALTER COLUMN ordered_at SET NOT NULL;

    CREATE INDEX deployment_chain ON deployment
      (chain, ordered_at, instance, external_id) WHERE is_latest;
    -- What arrived, in order: the row before, the row after, what runs now.
    CREATE INDEX deployment_arrived ON deployment
      (chain, ordered_at, instance, external_id)
      WHERE is_latest AND outcome = 'succeeded';
    CREATE INDEX deployment_chain_release ON deployment
      (chain, release, ordered_at, instance, external_id)
      INCLUDE (outcome) WHERE is_latest;
    CREATE INDEX deployment_chain_list ON deployment
      (chain, listed_at DESC, instance, external_id);
    CREATE INDEX deployment_sha ON deployment (sha text_pattern_ops);
    CREATE INDEX deployment_label ON deployment (lower(label) text_pattern_ops);
    CREATE INDEX deployment_actor ON deployment
      (lower(actor_login) text_pattern_ops);
    CREATE INDEX deployment_place_list ON deployment
      (entity_ref, environment, listed_at DESC, external_id DESC);
    -- For what few deployments are; most are planned and arrived.
    CREATE INDEX deployment_kind_list ON deployment
      (kind, listed_at DESC, external_id DESC) WHERE kind <> 'planned';
    CREATE INDEX deployment_state_list ON deployment
      (state, listed_at DESC, external_id DESC)
      WHERE state NOT IN ('succeeded', 'superseded');
    -- What a day brought, without reading the rows.
    CREATE INDEX deployment_day ON deployment (ordered_at)
      INCLUDE (entity_ref, environment, tier) WHERE is_latest;
    CREATE INDEX deployment_project ON deployment (instance, project);

    ALTER TABLE gate ADD COLUMN deployment_external_id text
      GENERATED ALWAYS AS (facts->>'deploymentExternalId') STORED;
    CREATE INDEX gate_deployment ON gate (instance, deployment_external_id)
      WHERE deployment_external_id IS NOT NULL;
    CREATE INDEX gate_waiting ON gate (entity_ref) WHERE waiting;

    CREATE TABLE rollout_step (
      instance text NOT NULL,
      deployment_external_id text NOT NULL,
      ordinal integer NOT NULL,
      position bigint NOT NULL,
      facts jsonb NOT NULL,
      PRIMARY KEY (instance, deployment_external_id, ordinal)
    );

    -- How much a push brought, without reading what it brought.
    ALTER TABLE branch_push ADD COLUMN commit_count integer
      GENERATED ALWAYS AS (jsonb_array_length(facts->'commits')) STORED;
    ALTER TABLE branch_push ADD COLUMN cut boolean
      GENERATED ALWAYS AS (coalesce((facts->>'truncated')::boolean, false)
        OR coalesce((facts->>'forced')::boolean, false)) STORED;
    CREATE INDEX branch_push_order ON branch_push
      (instance, project, branch, pushed_at DESC, after_sha DESC)
      INCLUDE (before_sha, commit_count, cut);

    CREATE TABLE environment_now (
      chain text COLLATE "C" PRIMARY KEY,
      entity_ref text,
      instance text NOT NULL,
      project text NOT NULL,
      service text,
      environment text NOT NULL,
      region text,
      tier text NOT NULL,
      live_instance text,
      live_external_id text,
      live_label text,
      live_version text,
      live_sha text,
      live_release text,
      live_kind text,
      live_since timestamptz,
      live_url text,
      latest_instance text,
      latest_external_id text,
      latest_label text,
      latest_state text,
      latest_kind text,
      latest_at timestamptz,
      latest_rollout jsonb,
      behind_commits integer,
      behind_reason text
    );
    CREATE INDEX environment_now_entity ON environment_now (entity_ref);
    CREATE INDEX environment_now_project ON environment_now (instance, project);

    CREATE TABLE freeze_window (
      id uuid PRIMARY KEY,
      scope text NOT NULL,
      scope_ref text,
      environments text[] NOT NULL,
      tiers text[] NOT NULL,
      from_at timestamptz NOT NULL,
      to_at timestamptz NOT NULL,
      reason text NOT NULL,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      updated_by text,
      updated_at timestamptz
    );
    CREATE INDEX freeze_window_time ON freeze_window (to_at, from_at);
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP TABLE freeze_window, environment_now, rollout_step;
    DROP INDEX branch_push_order, deployment_chain, deployment_arrived,
      deployment_chain_release, deployment_chain_list, deployment_sha,
      deployment_label, deployment_actor, deployment_place_list, deployment_kind_list, deployment_state_list,
      deployment_day, deployment_project;
    ALTER TABLE gate DROP COLUMN deployment_external_id;
    DROP INDEX gate_waiting;
    ALTER TABLE branch_push DROP COLUMN commit_count, DROP COLUMN cut;
    ALTER TABLE deployment RESET (fillfactor);
    ALTER TABLE deployment
      DROP COLUMN chain, DROP COLUMN tier, DROP COLUMN region,
      DROP COLUMN service, DROP COLUMN sha, DROP COLUMN version,
      DROP COLUMN label, DROP COLUMN actor_login, DROP COLUMN run_attempt,
      DROP COLUMN outcome, DROP COLUMN release, DROP COLUMN finished_at,
      DROP COLUMN ordered_at, DROP COLUMN is_latest, DROP COLUMN kind,
      DROP COLUMN kind_told, DROP COLUMN baseline, DROP COLUMN live,
      DROP COLUMN previous_instance, DROP COLUMN previous_external_id,
      DROP COLUMN next_instance, DROP COLUMN next_external_id,
      DROP COLUMN derived_chain, DROP COLUMN derived_at,
      DROP COLUMN derived_release;
  `);
};
