import pg from 'pg';
import { ask, caughtUp, quantile } from './api.mjs';
import { inBatches, sendBatches } from './batches.mjs';
import { finishedRun } from './benchEvents.mjs';

const REQUESTS = 400;

/**
 * (e) The first page of the run list with a hundred thousand and with a million
 * runs.
 *
 * @param {{address: string, token: string, connectionString: string}} portal
 * @param {{ sizes: number[], firstRun: number }} size
 */
export async function listPage(portal, size) {
  const client = new pg.Client(portal.connectionString);
  await client.connect();
  const results = [];
  let run = size.firstRun;
  for (const wanted of size.sizes) {
    const { rows } = await client.query(
      'select count(*) from pipelines.pipeline_run',
    );
    const missing = Math.max(0, wanted - Number(rows[0].count));
    await sendBatches({
      portal,
      batches: inBatches(finishedRuns(run, missing), 2000),
    });
    run += missing;
    await caughtUp(portal);
    await client.query('vacuum analyze pipelines.pipeline_run');
    results.push({
      runs: Math.max(wanted, Number(rows[0].count)),
      ...(await measure(portal)),
    });
  }
  await client.end();
  return results;
}

function* finishedRuns(first, count) {
  for (let run = first; run < first + count; run++) yield finishedRun(run);
}

async function measure(portal) {
  const samples = [];
  for (let i = 0; i < REQUESTS + 50; i++) {
    const started = performance.now();
    const { status, body } = await ask(
      portal,
      '/api/pipelines/v1/runs?limit=50',
    );
    if (status !== 200 || body.items.length !== 50) {
      throw new Error(`The list answered ${status}.`);
    }
    // The first fifty warm caches and the compiler.
    if (i >= 50) samples.push(performance.now() - started);
  }
  return { p50Ms: quantile(samples, 0.5), p95Ms: quantile(samples, 0.95) };
}
