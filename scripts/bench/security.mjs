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
import { measureScanParsing } from './scanParsing.mjs';
import { measureImports } from './securityImports.mjs';
import { securityQuestions } from './securityQuestions.mjs';
import { seedSboms } from './securitySbomSeed.mjs';
import { seedFindings } from './securitySeed.mjs';

const HELP = `npm run bench -- security [options]

  --quick         a tenth: a hundred thousand findings, a hundred SBOMs, 40 MB`;

const REQUESTS = 60;
const WARM_UP = 10;

/** So many, or for so long, questions are asked each after a change. */
const CHANGED_REQUESTS = 20;
const CHANGED_MS = 4000;

/** As a scan leaves the tables: answers that were kept hold no longer. */
const change = client =>
  client.query(
    `insert into security.settled_mark (entity_ref) values ('component:default/seeded-0')`,
  );

async function measure(portal, pathOf, before) {
  const samples = [];
  const began = performance.now();
  const requests = before ? CHANGED_REQUESTS : REQUESTS;
  for (let n = 0; n < requests + WARM_UP; n++) {
    if (
      before &&
      samples.length > 0 &&
      performance.now() - began > CHANGED_MS
    ) {
      break;
    }
    await before?.();
    const asked = pathOf(n);
    const started = performance.now();
    const { status, body } = await ask(portal, `/api/security${asked}`);
    if (status !== 200) {
      throw new Error(`${asked} answered ${status}: ${JSON.stringify(body)}`);
    }
    // The first ones warm caches and the compiler.
    if (n >= (before ? 1 : WARM_UP)) samples.push(performance.now() - started);
  }
  return { p50Ms: quantile(samples, 0.5), p95Ms: quantile(samples, 0.95) };
}

async function someFindings(client) {
  const { rows } = await client.query(
    `select finding_id as id from (
       select finding_id, row_number() over (partition by kind) as place
       from security.finding where listed and entity_ref like 'component:default/seeded-%' limit 200000) f
     where place <= 8`,
  );
  return rows.map(row => row.id);
}

async function measurePages(portal, client) {
  const pages = {};
  const questions = securityQuestions(await someFindings(client));
  for (const [name, [limitMs, pathOf]] of Object.entries(questions)) {
    pages[name] = {
      ...(await measure(portal, pathOf)),
      changed: await measure(portal, pathOf, () => change(client)),
      limitMs,
    };
  }
  return pages;
}

/** A line per figure: whether it is met, its limit, and how much of the limit it takes. */
function verdicts({ parsing, imports, pages }) {
  const line = (name, value, limit, unit, note = '') => ({
    met: value <= limit,
    text: `${value <= limit ? 'met    ' : 'NOT MET'}  ${name}: ${value.toFixed(
      2,
    )} ${unit} (limit ${limit}, ${(value / limit).toFixed(2)} of it)${note}`,
  });
  const { first, again } = imports;
  return [
    ...Object.entries(parsing.formats).map(([format, one]) =>
      line(`reading ${format} against JSON.parse`, one.cutTimes, 1.3, 'times'),
    ),
    line(
      `memory above idle for ${Math.round(parsing.memory.bytes / 1e6)} MB`,
      parsing.memory.peakAboveIdleMiB,
      300,
      'MiB',
    ),
    line(
      'import of 25,000 results against JSON.parse and COPY',
      first.ratio,
      3,
      'times',
      `: door ${first.doorSeconds.toFixed(
        2,
      )} s, tables ${first.tablesSeconds.toFixed(
        2,
      )} s; JSON.parse ${first.jsonParseSeconds.toFixed(
        2,
      )} s, COPY ${first.copySeconds.toFixed(2)} s`,
    ),
    line(
      're-import of 50,000 with 1 % changed',
      again.seconds,
      3,
      's',
      `: door ${again.doorSeconds.toFixed(
        2,
      )} s, tables ${again.tablesSeconds.toFixed(2)} s`,
    ),
    ...Object.entries(pages).map(([name, { p50Ms, p95Ms, changed, limitMs }]) =>
      line(
        name,
        p95Ms,
        limitMs,
        'ms p95',
        `, p50 ${p50Ms.toFixed(
          1,
        )} ms; after a change p50 ${changed.p50Ms.toFixed(
          1,
        )} ms, p95 ${changed.p95Ms.toFixed(1)} ms`,
      ),
    ),
  ];
}

await main(async () => {
  const { values } = readOptions(
    { quick: { type: 'boolean', default: false } },
    HELP,
    { allowPositionals: true },
  );
  const { quick } = values;
  const [findings, sboms] = quick ? [100_000, 100] : [1_000_000, 1000];
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  const report = { at: new Date().toISOString(), findings, sboms };
  report.parsing = await measureScanParsing({ quick });
  const portal = await startBenchPortal(toolchain);
  const client = new pg.Client(portal.connectionString);
  try {
    await client.connect();
    report.imports = await measureImports(portal, client);
    const helper = new pg.Client(portal.connectionString);
    await helper.connect();
    await seedFindings(client, { findings, helper });
    await helper.end();
    await seedSboms(client, { sboms });
    report.pages = await measurePages(portal, client);
  } finally {
    await client.end().catch(() => undefined);
    await portal.stop();
  }
  const lines = verdicts(report);
  for (const { text } of lines) process.stdout.write(`${text}\n`);
  const folder = path.join(repoRoot, 'bench-results');
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'security.json');
  fs.writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(
    `${findings} findings, ${sboms} SBOMs; written to ${file}\n`,
  );
  return lines.every(({ met }) => met) ? 0 : 1;
});
