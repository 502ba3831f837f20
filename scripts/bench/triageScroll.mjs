import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../lib/chromium.mjs';
import { DataFolder } from '../lib/dataFolder.mjs';
import { ensureInstalled } from '../lib/install.mjs';
import { main } from '../lib/main.mjs';
import { readOptions } from '../lib/options.mjs';
import { repoRoot } from '../lib/paths.mjs';
import { findFreePort } from '../lib/ports.mjs';
import { PortalStack } from '../lib/portalStack.mjs';
import { ensureToolchain } from '../lib/toolchain.mjs';
import { ensureWebBuild } from '../lib/webBuild.mjs';
import { measureScroll, plainPage } from './scrollFrames.mjs';
import { stubFindings } from './stubFindings.mjs';

const HELP = `npm run bench -- triageScroll [options]

Scrolls the triage list over a stubbed API of a hundred thousand findings.

  --address <url>   a running portal with the demo's people (default: one of its own)
  --seconds <n>     how long to scroll (default 20)`;

const ROWS = 100_000;
const LIMIT_MS = 20;
/** Where even plain lines take longer than the limit: at most this much longer than they do. */
const LIMIT_RATIO = 1.5;

async function ownPortal(toolchain) {
  await ensureWebBuild(toolchain);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-scroll-'));
  const stack = new PortalStack({
    toolchain,
    data: new DataFolder(folder),
    port: await findFreePort(),
    demo: true,
    historyDays: 1,
    live: false,
    throwAway: true,
    env: { LOG_LEVEL: 'warn' },
  });
  await stack.start();
  return {
    address: stack.address,
    stop: async () => {
      await stack.stop();
      stack.options.data.remove();
    },
  };
}

async function signIn(page, address) {
  await page.goto(address);
  await page.getByRole('button', { name: 'Mei Tanaka' }).first().click();
  await page.getByRole('navigation').first().waitFor();
}

const inMs = values =>
  `p50 ${values.p50.toFixed(1)} ms, p95 ${values.p95.toFixed(
    1,
  )} ms, worst ${values.worst.toFixed(0)} ms, ${values.workMs.toFixed(
    1,
  )} ms of work a frame (script ${values.scriptMs.toFixed(
    1,
  )}, style ${values.styleMs.toFixed(1)}, layout ${values.layoutMs.toFixed(
    1,
  )})`;

await main(async () => {
  const { values } = readOptions(
    { address: { type: 'string' }, seconds: { type: 'string', default: '20' } },
    HELP,
    { allowPositionals: true },
  );
  const seconds = Number(values.seconds);
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  const portal = values.address
    ? { address: values.address, stop: async () => {} }
    : await ownPortal(toolchain);
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  const report = { at: new Date().toISOString(), rows: ROWS, seconds };
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
    });
    await page.setContent(plainPage(ROWS));
    report.plain = await measureScroll(page, '#list', { seconds });
    await signIn(page, portal.address);
    const stub = await stubFindings(page, ROWS);
    await page.goto(`${portal.address}/security?scope=all&view=not_fixed`);
    const list = '[data-virtual="true"]';
    await page.locator(list).waitFor();
    // First while its pages are still being asked for, then with all of them there.
    report.loading = await measureScroll(page, list, { seconds });
    report.loadedWhileScrolling = stub.served();
    const started = performance.now();
    while (stub.served() < ROWS) {
      await page.evaluate(selector => {
        const scroller = document.querySelector(selector);
        scroller.scrollTop = scroller.scrollHeight;
      }, list);
      await page.waitForTimeout(20);
    }
    report.loadAllSeconds = (performance.now() - started) / 1000;
    await page.waitForTimeout(500);
    report.all = await measureScroll(page, list, { seconds });
    report.elements = await page.locator(`${list} tbody tr`).count();
  } finally {
    await browser.close();
    await portal.stop();
  }
  const ratio = report.all.p95 / report.plain.p95;
  const work = report.all.workMs / report.plain.workMs;
  const worst = Math.max(report.all.p95, report.loading.p95);
  // A machine that cannot draw plain lines in time says nothing about ours.
  const limit =
    report.plain.p95 > LIMIT_MS ? report.plain.p95 * LIMIT_RATIO : LIMIT_MS;
  const met = worst <= limit;
  process.stdout.write(
    [
      `plain divs:          ${inMs(report.plain)}`,
      `list, loading:       ${inMs(report.loading)} (${
        report.loadedWhileScrolling
      } rows came)`,
      `list, ${ROWS} rows: ${inMs(report.all)}, ${report.elements} in the page`,
      `${met ? 'met' : 'NOT MET'}  p95 of a frame ${worst.toFixed(
        1,
      )} ms (limit ${LIMIT_MS} ms, or ${LIMIT_RATIO} times plain divs where those take longer), ${ratio.toFixed(
        2,
      )} times plain divs, ${work.toFixed(1)} times their work`,
      '',
    ].join('\n'),
  );
  const results = path.join(repoRoot, 'bench-results');
  fs.mkdirSync(results, { recursive: true });
  const file = path.join(results, 'triageScroll.json');
  fs.writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`Written to ${file}\n`);
  return met ? 0 : 1;
});
