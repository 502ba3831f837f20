import pg from 'pg';
import { inBatches, sendBatches } from './batches.mjs';
import { eventsOfRun } from './benchEvents.mjs';
import { caughtUp } from './api.mjs';

const BATCH = 2000;
const CONNECTIONS = 4;

function* runs(from, count) {
  for (let run = from; run < from + count; run++) yield* eventsOfRun(run);
}

/**
 * (b) NDJSON batches through the door, beside plain `INSERT … SELECT unnest` of
 * the same event rows on the same Postgres.
 *
 * @param {Awaited<ReturnType<typeof import('./benchPortal.mjs').startBenchPortal>>} portal
 * @param {{ runs: number }} size
 */
export async function batchRate(portal, size) {
  // Both sides warm, neither beside a projector that still works.
  await sendBatches({
    portal,
    batches: inBatches(runs(0, 2000), BATCH),
    connections: CONNECTIONS,
  });
  await caughtUp(portal);
  const events = size.runs * 9;
  const batches = [...inBatches(runs(2000, size.runs), BATCH)];
  const door = await sendBatches({ portal, batches, connections: CONNECTIONS });
  await caughtUp(portal);
  const plainSeconds = await plainInsert(portal.connectionString, batches);
  return {
    events,
    doorPerSecond: events / door.seconds,
    plainPerSecond: events / plainSeconds,
    ratio: plainSeconds / door.seconds,
    nextRun: 2000 + size.runs,
  };
}

const INSERT = `
  insert into public.bench_event
    (id, type, subject, entity_ref, occurred_at, correlation, delivery_id, source, data)
  select gen_random_uuid(), type, subject, entity, occurred, '{}', 'bench', 'bench-events', data
  from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::jsonb[])
    as row (type, subject, entity, occurred, data)`;

/** The rows of `log.event`, in a table of the same columns and key. */
async function plainInsert(connectionString, batches) {
  const pool = new pg.Pool({ connectionString, max: CONNECTIONS });
  await pool.query(`
    drop table if exists public.bench_event;
    create table public.bench_event (
      position bigserial primary key, id uuid not null, type text not null,
      subject text, entity_ref text, occurred_at timestamptz not null,
      recorded_at timestamptz not null default now(), correlation jsonb,
      delivery_id text, source text, traceparent text, data jsonb not null)`);
  const queue = batches.map(body =>
    body.split('\n').map(line => JSON.parse(line)),
  );
  const started = process.hrtime.bigint();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let batch = queue.pop(); batch; batch = queue.pop()) {
        await pool.query(INSERT, [
          batch.map(event => event.type),
          batch.map(event => event.subject),
          batch.map(event => event.entity),
          batch.map(event => event.occurredAt),
          batch.map(event => JSON.stringify(event.data)),
        ]);
      }
    }),
  );
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  await pool.query('drop table public.bench_event');
  await pool.end();
  return seconds;
}
