// @ts-check

/**
 * The log: one table in order of position, the records beside its events, what
 * consumers set aside, and how far each has read. Partitions are made by the
 * process (`database/partitions.ts`), since their size is configured.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE SCHEMA IF NOT EXISTS log;

    -- CACHE 1: a session that drew numbers ahead would use them after a reader
    -- has gone past them.
    CREATE SEQUENCE log.position_seq AS bigint CACHE 1;
    -- Used once, so that last_value always names a number that is taken.
    SELECT nextval('log.position_seq');

    CREATE TABLE log.event (
      position bigint NOT NULL,
      id uuid NOT NULL,
      type text NOT NULL,
      subject text,
      entity_ref text,
      occurred_at timestamptz NOT NULL,
      recorded_at timestamptz NOT NULL,
      correlation jsonb,
      delivery_id text,
      source text,
      traceparent text,
      data jsonb NOT NULL,
      PRIMARY KEY (position)
    ) PARTITION BY RANGE (position);

    CREATE TABLE log.record_chunk (
      position bigint NOT NULL,
      ordinal int NOT NULL,
      record_count int NOT NULL,
      body bytea NOT NULL,
      PRIMARY KEY (position, ordinal)
    ) PARTITION BY RANGE (position);

    CREATE TABLE log.reader (
      consumer text PRIMARY KEY,
      plugin text NOT NULL,
      schema_name text NOT NULL,
      position bigint NOT NULL,
      state text NOT NULL DEFAULT 'running'
        CHECK (state IN ('running', 'stopped', 'rebuilding')),
      reason text,
      letters_in_a_row int NOT NULL DEFAULT 0,
      rebuildable boolean NOT NULL,
      rebuild_id uuid,
      applied_at timestamptz
    ) WITH (fillfactor = 50);

    CREATE TABLE log.dead_letter (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      consumer text NOT NULL,
      position bigint NOT NULL,
      -- Set aside by a rebuild whose tables do not serve yet.
      in_rebuild boolean NOT NULL DEFAULT false,
      error text NOT NULL,
      tries int NOT NULL,
      failed_at timestamptz NOT NULL,
      replay_requested boolean NOT NULL DEFAULT false,
      UNIQUE (consumer, position, in_rebuild)
    );
    CREATE INDEX dead_letter_replay ON log.dead_letter (consumer, position)
      WHERE replay_requested;

    -- Announce, then draw numbers, in one round trip. The statements of a
    -- plpgsql function run one after the other, so a reader that finds no
    -- announcement knows that numbers drawn later lie above the sequence value
    -- it asked for first. The lock is shared: appends never wait for each other.
    -- A savepoint that rolls back takes lock and setting with it alike.
    CREATE FUNCTION log.append_events(
      ids uuid[], types text[], subjects text[], entity_refs text[],
      occurred timestamptz[], correlations jsonb[], delivery_ids text[],
      sources text[], traceparents text[], bodies jsonb[], idle_timeout text
    ) RETURNS SETOF bigint LANGUAGE plpgsql AS $$
    DECLARE
      lower_bound bigint;
    BEGIN
      IF coalesce(current_setting('quarterdeck.announced', true), '') <> 'yes' THEN
        SELECT last_value INTO lower_bound FROM log.position_seq;
        PERFORM pg_advisory_xact_lock_shared((113::bigint << 56) | lower_bound);
        PERFORM set_config('quarterdeck.announced', 'yes', true);
        -- A writer that goes silent would hold every reader back.
        PERFORM set_config('idle_in_transaction_session_timeout', idle_timeout, true);
      END IF;
      RETURN QUERY
        INSERT INTO log.event (position, id, type, subject, entity_ref,
          occurred_at, recorded_at, correlation, delivery_id, source,
          traceparent, data)
        SELECT nextval('log.position_seq'), e.id, e.type, nullif(e.subject, ''),
          nullif(e.entity_ref, ''), e.occurred_at, clock_timestamp(),
          nullif(e.correlation, '{}'::jsonb), nullif(e.delivery_id, ''),
          nullif(e.source, ''), nullif(e.traceparent, ''), e.data
        FROM unnest(ids, types, subjects, entity_refs, occurred, correlations,
            delivery_ids, sources, traceparents, bodies)
          AS e(id, type, subject, entity_ref, occurred_at, correlation,
            delivery_id, source, traceparent, data)
        RETURNING log.event.position;
    END
    $$;
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP FUNCTION log.append_events;
    DROP TABLE log.dead_letter, log.reader, log.record_chunk, log.event;
    DROP SEQUENCE log.position_seq;
  `);
};
