import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findChromium } from './chromium.mjs';
import { DataFolder } from './dataFolder.mjs';
import { repoRoot } from './paths.mjs';
import { findFreePort } from './ports.mjs';
import { PortalStack } from './portalStack.mjs';
import { runProcess } from './runProcess.mjs';
import { ensureWebBuild } from './webBuild.mjs';

const E2E = path.join(repoRoot, 'packages/e2e');

/**
 * Runs Playwright against a portal of its own: a new Postgres, a fortnight of the demo's history,
 * a free port. With QUARTERDECK_E2E_URL it takes a running one.
 *
 * @param {import('./toolchain.mjs').Toolchain} toolchain
 * @param {(text: string) => void} progress
 * @param {string[]} [args] for Playwright
 * @returns {Promise<import('./testStages.mjs').StageResult>}
 */
export async function runBrowserTests(toolchain, progress, args = []) {
  const chromium = await findChromium();
  const running = process.env.QUARTERDECK_E2E_URL;
  const stack = running ? undefined : await startStack(toolchain);
  const stop = () => {
    stack?.kill();
    process.exit(130);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    await stack?.start();
    return await runPlaywright(toolchain, progress, args, {
      CHROMIUM_PATH: chromium,
      QUARTERDECK_E2E_URL: running ?? stack?.address,
      ...stack?.options.env,
    });
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    await stack?.stop();
    stack?.options.data.remove();
  }
}

async function startStack(toolchain) {
  await ensureWebBuild(toolchain);
  return new PortalStack({
    toolchain,
    data: new DataFolder(
      fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-e2e-')),
    ),
    port: await findFreePort(),
    demo: true,
    configs: [path.join(E2E, 'app-config.e2e.yaml')],
    historyDays: 14,
    live: false,
    throwAway: true,
    env: {
      // Tests that send deliveries of their own sign with it.
      QUARTERDECK_E2E_GITHUB_SECRET: randomBytes(16).toString('hex'),
      // And send reports with this token.
      QUARTERDECK_E2E_REPORTS_SECRET: randomBytes(16).toString('hex'),
    },
  });
}

async function runPlaywright(toolchain, progress, args, env) {
  const report = path.join(E2E, 'test-results/report.json');
  fs.rmSync(report, { force: true });
  const { code, output } = await runProcess(
    toolchain.node,
    [
      path.join(repoRoot, 'node_modules/@playwright/test/cli.js'),
      'test',
      '--reporter=list,json',
      ...args,
    ],
    {
      cwd: E2E,
      env: {
        ...toolchain.env,
        ...env,
        FORCE_COLOR: '0',
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      },
      onLine: line => {
        const name = /^\s*[✓✘-]\s+\d+ (.*)$/.exec(line);
        if (name) {
          progress(name[1].slice(0, 60));
        }
      },
    },
  );
  progress('');
  if (!fs.existsSync(report)) {
    return { passed: 0, failed: 1, skipped: [], output };
  }
  const { suites, stats, errors } = JSON.parse(fs.readFileSync(report, 'utf8'));
  const failed = stats.unexpected + stats.flaky + (errors?.length ?? 0);
  return {
    passed: stats.expected,
    failed: failed || (code === 0 ? 0 : 1),
    skipped: skippedOf(suites),
    output,
  };
}

function skippedOf(suites = []) {
  return suites.flatMap(suite => [
    ...(suite.specs ?? []).flatMap(spec =>
      spec.tests
        .filter(({ status }) => status === 'skipped')
        .map(({ annotations }) => ({
          name: spec.title,
          reason: annotations.find(({ type }) => type === 'skip')?.description,
        })),
    ),
    ...skippedOf(suite.suites),
  ]);
}
