import pg from 'pg';
import { ask, caughtUp, pause, reader } from './api.mjs';
import { inBatches, sendBatches } from './batches.mjs';
import { EVENTS_PER_RUN, eventsOfRun } from './benchEvents.mjs';

/**
 * (d) The tables of pipelines, built anew from all events of the log.
 *
 * @param {{address: string, token: string, connectionString: string}} portal
 * @param {{ events: number, firstRun: number }} size
 */
export async function rebuildRate(portal, size) {
  const client = new pg.Client(portal.connectionString);
  await client.connect();
  const count = async () =>
    Number(
      (await client.query('select count(*) from log.event')).rows[0].count,
    );
  const have = await count();
  const runs = Math.max(0, Math.ceil((size.events - have) / EVENTS_PER_RUN));
  function* missing() {
    for (let run = 0; run < runs; run++)
      yield* eventsOfRun(size.firstRun + run);
  }
  await sendBatches({ portal, batches: inBatches(missing(), 2000) });
  await caughtUp(portal);
  const events = await count();
  await client.end();
  const started = performance.now();
  const { status, body } = await ask(
    portal,
    '/api/ingest/v1/readers/pipelines/rebuild',
    { method: 'POST' },
  );
  if (status >= 300) throw new Error(`Rebuild refused: ${status} ${body}`);
  await rebuilt(portal, started);
  const seconds = (performance.now() - started) / 1000;
  return {
    events,
    seconds,
    perSecond: events / seconds,
    nextRun: size.firstRun + runs,
  };
}

async function rebuilt(portal, started) {
  let seen = false;
  for (;;) {
    const { state, behind } = await reader(portal);
    seen ||= state === 'rebuilding';
    if (seen && state === 'running' && behind === 0) return;
    if (state === 'stopped') throw new Error('The reader stopped.');
    if (!seen && performance.now() - started > 30_000) {
      throw new Error('The rebuild did not begin within 30 s.');
    }
    await pause(100);
  }
}
