import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { explainOutput, FriendlyError } from './friendlyError.mjs';
import { repoRoot } from './paths.mjs';
import { startSource } from './sourceProcess.mjs';

/** The process, as its sources. */
export const PORTAL = 'packages/backend/src/index.ts';
const INSTRUMENTATION = 'packages/backend/src/instrumentation.ts';
const SLOWEST_START = 5 * 60_000;

// What a request needs is garbage when it is answered. In Node's own 16 MB a group of webhooks
// outlives the nursery and is copied; in 64 MB it is not. Worth 10 to 20 % of the rate.
const NODE_ARGS = ['--max-semi-space-size=64'];

/**
 * Starts the portal from its sources (a bundle of the backend does not run in place) and waits
 * until it is ready.
 *
 * @param {object} options
 * @param {import('./toolchain.mjs').Toolchain} options.toolchain
 * @param {number} options.port
 * @param {string[]} options.configs files, later ones over earlier ones
 * @param {NodeJS.ProcessEnv} options.env
 * @param {string} options.logFile
 * @param {(text: string) => void} [options.progress]
 * @param {(portal: import('./sourceProcess.mjs').SourceProcess) => void} [options.onStarted] told before it is ready, so that it can be stopped at any time
 */
export async function startPortal(options) {
  const progress = options.progress ?? (() => {});
  const portal = startSource({
    toolchain: options.toolchain,
    source: PORTAL,
    nodeArgs: NODE_ARGS,
    preload: fs.existsSync(path.join(repoRoot, INSTRUMENTATION))
      ? [INSTRUMENTATION]
      : [],
    args: options.configs.flatMap(file => ['--config', path.resolve(file)]),
    env: options.env,
    logFile: options.logFile,
    onLine: line => {
      const newly = /newly initialized: ([^"]*)/.exec(line);
      if (newly) {
        progress(newly[1].replace(/['\\]/g, '').slice(0, 60));
      }
    },
  });
  options.onStarted?.(portal);
  const deadline = Date.now() + SLOWEST_START;
  while (!(await isReady(options.port))) {
    if (!portal.isRunning()) {
      throw new FriendlyError(explainExit(portal.tail(), options));
    }
    if (Date.now() > deadline) {
      await portal.stop();
      throw new FriendlyError(
        `The portal was not ready after five minutes; what it said last is in ${options.logFile}.`,
      );
    }
    await sleep(150);
  }
  progress('');
  return portal;
}

/** @param {number} port */
async function isReady(port) {
  try {
    const response = await fetch(
      `http://127.0.0.1:${port}/.backstage/health/v1/readiness`,
      { signal: AbortSignal.timeout(5_000) },
    );
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

function explainExit(output, { port, logFile }) {
  if (/EADDRINUSE/.test(output)) {
    return portInUse(port);
  }
  if (/ENOSPC|No space left on device/i.test(output)) {
    return explainOutput('ENOSPC') ?? '';
  }
  const errors = output
    .split('\n')
    .filter(line => /error/i.test(line) && !/^\s+at /.test(line))
    .slice(-4)
    .join('\n')
    .slice(-3000);
  return `The portal did not start. ${
    errors || output.slice(-1500)
  }\nAll it said is in ${logFile}.`;
}

/** @param {number} port */
export function portInUse(port) {
  return `Port ${port} is in use: stop what listens on it, or choose another with \`npm start -- --port ${
    port + 1
  }\`.`;
}
