import fs from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from '../lib/install.mjs';
import { main } from '../lib/main.mjs';
import { readOptions } from '../lib/options.mjs';
import { repoRoot } from '../lib/paths.mjs';
import { ensureToolchain } from '../lib/toolchain.mjs';
import { batchRate } from './batchRate.mjs';
import { startBenchPortal } from './benchPortal.mjs';
import { hookRate } from './hookRate.mjs';
import { listPage } from './listPage.mjs';
import { rebuildRate } from './rebuildRate.mjs';
import { visibility } from './visibility.mjs';

const HELP = `npm run bench -- ingest [options]

  --quick         a tenth of the size, to see that it runs
  --only a,b      parts: a hooks, b batches, c visibility, d rebuild, e list`;

const round = value =>
  typeof value === 'number' ? Math.round(value * 100) / 100 : value;

await main(async () => {
  const { values } = readOptions(
    {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: 'a,b,c,d,e' },
    },
    HELP,
    { allowPositionals: true },
  );
  const only = new Set(values.only.split(','));
  const scale = values.quick ? 0.1 : 1;
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  const portal = await startBenchPortal(toolchain);
  const rows = [];
  const report = { at: new Date().toISOString(), quick: values.quick };
  const check = (what, measured, limit, ok) =>
    rows.push({ what, measured, limit, '': ok ? 'met' : 'NOT MET' });
  try {
    if (only.has('a')) {
      report.hooks = await hookRate({ toolchain, portal, seconds: 30 * scale });
      for (const result of report.hooks) {
        const small = result.name === '250 bytes';
        const times = small ? 8 : 5;
        const p99 = small ? 40 : 60;
        check(
          `a ${result.name}, ${Math.round(
            result.oursPerSecond,
          )}/s beside ${Math.round(result.theirsPerSecond)}/s`,
          `${round(result.ratio)} ×`,
          `${times} ×`,
          result.ratio >= times,
        );
        check(
          `a ${result.name}, p99`,
          `${round(result.oursP99Ms)} ms`,
          `${p99} ms`,
          result.oursP99Ms < p99,
        );
      }
    }
    let nextRun = 0;
    if (only.has('b')) {
      report.batches = await batchRate(portal, { runs: 20_000 * scale });
      ({ nextRun } = report.batches);
      const { doorPerSecond, plainPerSecond, ratio } = report.batches;
      check(
        `b NDJSON, ${Math.round(doorPerSecond)}/s beside plain ${Math.round(
          plainPerSecond,
        )}/s`,
        `${Math.round(ratio * 100)} %`,
        '60 %',
        ratio >= 0.6,
      );
    }
    if (only.has('c')) {
      report.visibility = await visibility(portal, {
        seconds: 30 * scale,
        firstRun: nextRun,
      });
      ({ nextRun } = report.visibility);
      const { p95Ms, eventsPerSecond } = report.visibility;
      check(
        `c 202 to visible, p95 at ${Math.round(eventsPerSecond)} events/s`,
        `${Math.round(p95Ms)} ms`,
        '500 ms',
        p95Ms < 500,
      );
    }
    if (only.has('d')) {
      report.rebuild = await rebuildRate(portal, {
        events: 1_000_000 * scale,
        firstRun: nextRun,
      });
      ({ nextRun } = report.rebuild);
      const { events, perSecond } = report.rebuild;
      check(
        `d rebuild of ${events} events`,
        `${Math.round(perSecond)}/s`,
        '20000/s',
        perSecond >= 20_000,
      );
    }
    if (only.has('e')) {
      report.list = await listPage(portal, {
        sizes: [100_000 * scale, 1_000_000 * scale],
        firstRun: 10_000_000,
      });
      const [small, large] = report.list;
      check(
        `e first page of ${large.runs} runs, p95`,
        `${round(large.p95Ms)} ms`,
        '30 ms',
        large.p95Ms < 30,
      );
      check(
        `e beside that of ${small.runs}`,
        `${round(large.p95Ms / small.p95Ms)} ×`,
        '1.5 ×',
        large.p95Ms / small.p95Ms <= 1.5,
      );
    }
  } finally {
    await portal.stop();
  }
  for (const row of rows) {
    process.stdout.write(
      `${row[''].padEnd(8)} ${row.what}: ${row.measured} (limit ${
        row.limit
      })\n`,
    );
  }
  const folder = path.join(repoRoot, 'bench-results');
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'ingest.json');
  fs.writeFileSync(file, `${JSON.stringify({ ...report, rows }, null, 2)}\n`);
  process.stdout.write(`Written to ${file}\n`);
  return rows.every(row => row[''] === 'met') ? 0 : 1;
});
