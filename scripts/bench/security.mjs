import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { ensureInstalled } from '../lib/install.mjs';
import { main } from '../lib/main.mjs';
import { readOptions } from '../lib/options.mjs';
import { repoRoot } from '../lib/paths.mjs';
import { ensureToolchain } from '../lib/toolchain.mjs';
import { ask, quantile } from './api.mjs';
import { startBenchPortal } from './benchPortal.mjs';
import { sarifReport, sbomReport } from './securityReports.mjs';

const HELP = `npm run bench -- security [options]

  --quick         a hundred thousand findings and a hundred SBOMs`;

const REQUESTS = 200;
const WARM_UP = 30;
const PER_REPORT = 25_000;

async function measure(portal, pathOf) {
  const samples = [];
  for (let i = 0; i < REQUESTS + WARM_UP; i++) {
    const asked = pathOf(i);
    const started = performance.now();
    const { status, body } = await ask(portal, `/api/security${asked}`);
    if (status !== 200) {
      throw new Error(`${asked} answered ${status}: ${JSON.stringify(body)}`);
    }
    // The first ones warm caches and the compiler.
    if (i >= WARM_UP) samples.push(performance.now() - started);
  }
  return { p50Ms: quantile(samples, 0.5), p95Ms: quantile(samples, 0.95) };
}

/** Sends a report and waits until the door has it. */
async function send(portal, query, body) {
  const response = await fetch(
    `${portal.address}/api/ingest/v1/reports?${new URLSearchParams(query)}`,
    {
      method: 'POST',
      body,
      headers: {
        authorization: `Bearer ${portal.token}`,
        'content-type': 'application/json',
      },
    },
  );
  const answer = await response.json();
  if (response.status !== 202) {
    throw new Error(
      `The door answered ${response.status}: ${JSON.stringify(answer)}`,
    );
  }
  return answer.receipt;
}

const receiptDone = async (portal, receipt) => {
  for (;;) {
    const { body } = await ask(
      portal,
      `/api/ingest/v1/receipts/${receipt}?wait=30`,
    );
    if (body.status !== 'reading' && body.status !== 'pending') return body;
  }
};

/** Waits until the security tables have read everything. */
async function counted(client) {
  for (;;) {
    const { rows } = await client.query(
      `select (select position from log.reader where consumer = 'security')
         >= (select coalesce(max(position), 0) from log.event
             where type = 'report.received.v1') as done`,
    );
    if (rows[0].done) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

await main(async () => {
  const { values } = readOptions(
    { quick: { type: 'boolean', default: false } },
    HELP,
    { allowPositionals: true },
  );
  const findings = values.quick ? 100_000 : 1_000_000;
  const sboms = values.quick ? 100 : 1000;
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  const portal = await startBenchPortal(toolchain);
  const report = { at: new Date().toISOString(), findings, sboms, pages: {} };
  const client = new pg.Client(portal.connectionString);
  try {
    await client.connect();
    const at = hours => new Date(Date.now() - hours * 3_600_000).toISOString();
    const entity = n => `component:default/service-${n}`;
    let started = performance.now();
    const reports = findings / PER_REPORT;
    for (let n = 0; n < reports; n++) {
      const receipt = await send(
        portal,
        { entity: entity(n), category: 'sast', branch: 'main', at: at(48) },
        sarifReport({ count: PER_REPORT, seed: n }),
      );
      await receiptDone(portal, receipt);
      await counted(client);
    }
    report.loadSeconds = (performance.now() - started) / 1000;

    // 50,000 findings of one entity, then the same with one of a hundred changed.
    const big = { entity: entity('big'), category: 'sast', branch: 'main' };
    await receiptDone(
      portal,
      await send(
        portal,
        { ...big, at: at(24) },
        sarifReport({ count: 50_000, seed: 'big' }),
      ),
    );
    await counted(client);
    await client.query('vacuum analyze security.finding');
    const again = [];
    for (const round of [1, 2, 3]) {
      const receipt = await send(
        portal,
        { ...big, at: at(24 - round) },
        sarifReport({ count: 50_000, seed: 'big', changed: round }),
      );
      await receiptDone(portal, receipt);
      started = performance.now();
      await counted(client);
      again.push(performance.now() - started);
    }
    const { rows } = await client.query(
      `select unchanged, updated, created, fixed from security.scan_import
       order by position desc limit 1`,
    );
    report.reimport = { seconds: again.map(ms => ms / 1000), last: rows[0] };

    started = performance.now();
    for (let n = 0; n < sboms; n++) {
      await send(
        portal,
        { entity: entity(n), category: 'sbom', branch: 'main', at: at(20) },
        sbomReport({ seed: n, components: 400 }),
      );
    }
    await counted(client);
    report.sbomSeconds = (performance.now() - started) / 1000;
    for (const table of [
      'finding',
      'sbom_component',
      'sbom_package',
      'sbom_document',
      'entity_count',
      'entity_day',
    ]) {
      await client.query(`vacuum analyze security.${table}`);
    }
    const pages = {
      'triage list, first page': [50, () => '/v1/findings?limit=50'],
      'triage list, needs triage': [
        50,
        () => '/v1/findings?limit=50&view=needs_triage',
      ],
      'triage list, by due date': [50, () => '/v1/findings?limit=50&sort=due'],
      'triage list, one service, high': [
        50,
        i =>
          `/v1/findings?limit=50&severity=high&entity=${entity(i % reports)}`,
      ],
      'who ships log4j-core < 2.17': [
        100,
        () => '/v1/components?name=log4j-core&range=%3C2.17',
      ],
      'who ships a name of many': [
        100,
        i => `/v1/components?name=package-${i % 50}`,
      ],
    };
    for (const [name, [limitMs, pathOf]] of Object.entries(pages)) {
      report.pages[name] = { ...(await measure(portal, pathOf)), limitMs };
    }
  } finally {
    await client.end().catch(() => undefined);
    await portal.stop();
  }
  process.stdout.write(
    `${findings} findings in ${Math.round(
      report.loadSeconds,
    )} s, ${sboms} SBOMs in ${Math.round(report.sbomSeconds)} s\n`,
  );
  const worst = Math.max(...report.reimport.seconds);
  let met = worst < 3;
  process.stdout.write(
    `${
      met ? 'met' : 'NOT MET'
    }  re-import of 50,000 with 1 % changed: ${worst.toFixed(
      2,
    )} s (limit 3 s)\n`,
  );
  for (const [name, { p50Ms, p95Ms, limitMs }] of Object.entries(
    report.pages,
  )) {
    met &&= p95Ms < limitMs;
    process.stdout.write(
      `${p95Ms < limitMs ? 'met' : 'NOT MET'}  ${name}: p50 ${p50Ms.toFixed(
        1,
      )} ms, p95 ${p95Ms.toFixed(1)} ms (limit ${limitMs} ms)\n`,
    );
  }
  const folder = path.join(repoRoot, 'bench-results');
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'security.json');
  fs.writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`Written to ${file}\n`);
  return met ? 0 : 1;
});
