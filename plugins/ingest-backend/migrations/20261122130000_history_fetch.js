// @ts-check

/**
 * How far fetching a source's history has come: one row per source, whose lock
 * keeps a second replica from making the same calls.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    create table history_fetch (
      source_id text primary key,
      state text not null check (state in ('running', 'done', 'failed', 'stopped')),
      since timestamptz not null,
      requested_by text not null,
      started_at timestamptz not null,
      updated_at timestamptz not null,
      finished_at timestamptz,
      -- Not before: the provider's rate limit, or a pause after a failure.
      resume_at timestamptz not null,
      -- Requests still to make, the next one first.
      todo jsonb not null,
      tries integer not null default 0,
      requests bigint not null default 0,
      fetched bigint not null default 0,
      stored bigint not null default 0,
      repeats bigint not null default 0,
      rejected bigint not null default 0,
      skipped bigint not null default 0,
      last_error text
    );
    create index history_fetch_due_idx on history_fetch (resume_at)
      where state = 'running';
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop table history_fetch');
};
