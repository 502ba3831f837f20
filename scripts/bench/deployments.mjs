import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { ensureInstalled } from '../lib/install.mjs';
import { main } from '../lib/main.mjs';
import { readOptions } from '../lib/options.mjs';
import { repoRoot } from '../lib/paths.mjs';
import { ensureToolchain } from '../lib/toolchain.mjs';
import { ask, caughtUp, quantile } from './api.mjs';
import { inBatches, sendBatches } from './batches.mjs';
import { startBenchPortal } from './benchPortal.mjs';
import { deploymentHistory, SERVICES } from './deploymentEvents.mjs';

const HELP = `npm run bench -- deployments [options]

  --quick         a hundred thousand deployments instead of a million`;

const LIMIT_MS = 50;
const REQUESTS = 300;
const WARM_UP = 40;

/** How long answers take, one after the other. */
async function measure(portal, pathOf) {
  const samples = [];
  for (let i = 0; i < REQUESTS + WARM_UP; i++) {
    const asked = pathOf(i);
    const started = performance.now();
    const { status, body } = await ask(portal, `/api/pipelines${asked}`);
    if (status !== 200) throw new Error(`${asked} answered ${status}: ${body}`);
    // The first ones warm caches and the compiler.
    if (i >= WARM_UP) samples.push(performance.now() - started);
  }
  return { p50Ms: quantile(samples, 0.5), p95Ms: quantile(samples, 0.95) };
}

await main(async () => {
  const { values } = readOptions(
    { quick: { type: 'boolean', default: false } },
    HELP,
    { allowPositionals: true },
  );
  const count = values.quick ? 100_000 : 1_000_000;
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  const portal = await startBenchPortal(toolchain);
  const report = { at: new Date().toISOString(), deployments: count };
  try {
    const started = performance.now();
    await sendBatches({
      portal,
      batches: inBatches(deploymentHistory(count), 2000),
    });
    await caughtUp(portal);
    report.loadSeconds = (performance.now() - started) / 1000;
    const client = new pg.Client(portal.connectionString);
    await client.connect();
    await client.query('vacuum analyze pipelines.deployment');
    await client.query('vacuum analyze pipelines.environment_now');
    await client.query('vacuum analyze pipelines.branch_push');
    const { rows } = await client.query(
      'select count(*) as n, count(distinct chain) as chains from pipelines.deployment',
    );
    await client.end();
    report.rows = rows[0];
    const deployment = i =>
      `/v1/deployments/code.bench.example/${10_000_001 + ((i * 7919) % count)}`;
    const service = i => `component:default/service-${(i * 31) % SERVICES}`;
    const pages = {
      matrix: () => '/v1/environments/matrix?limit=200',
      'tiles above it': () => '/v1/environments/tiles?zone=Europe/Berlin',
      'deployment page': deployment,
      'list, newest': () => '/v1/deployments?limit=50',
      'list of a service in production': i =>
        `/v1/deployments?limit=50&entity=${service(i)}&environment=production`,
      'list of rollbacks': () => '/v1/deployments?limit=50&kind=rollback',
      'timeline of a week, 60 lanes': () =>
        '/v1/deployments/timeline?from=2026-11-12T00:00:00Z&to=2026-11-19T00:00:00Z',
      drift: () => '/v1/environments/drift',
    };
    report.pages = {};
    for (const [name, pathOf] of Object.entries(pages)) {
      report.pages[name] = await measure(portal, pathOf);
    }
  } finally {
    await portal.stop();
  }
  process.stdout.write(
    `${report.rows.n} deployments in ${report.rows.chains} chains, ` +
      `sent and read in ${Math.round(report.loadSeconds)} s\n`,
  );
  for (const [name, { p50Ms, p95Ms }] of Object.entries(report.pages)) {
    process.stdout.write(
      `${p95Ms < LIMIT_MS ? 'met' : 'NOT MET'}  ${name}: p50 ${p50Ms.toFixed(
        1,
      )} ms, p95 ${p95Ms.toFixed(1)} ms (limit ${LIMIT_MS} ms)\n`,
    );
  }
  const folder = path.join(repoRoot, 'bench-results');
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'deployments.json');
  fs.writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`Written to ${file}\n`);
  return Object.values(report.pages).every(({ p95Ms }) => p95Ms < LIMIT_MS)
    ? 0
    : 1;
});
