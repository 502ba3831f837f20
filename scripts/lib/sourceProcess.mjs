import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { repoRoot } from './paths.mjs';
import { sourceArguments } from './toolchain.mjs';

const EXIT_WITH_PARENT = fileURLToPath(
  new URL('./exitWithParent.cjs', import.meta.url),
);

/**
 * A program of this repository that runs from its TypeScript source.
 *
 * @typedef {object} SourceProcess
 * @property {number | undefined} pid
 * @property {Promise<number | null>} exited
 * @property {() => boolean} isRunning
 * @property {() => string} tail the last of what it printed
 * @property {(graceMilliseconds?: number) => Promise<void>} stop asks, waits, then kills
 * @property {() => void} kill
 */

/**
 * @param {object} options
 * @param {import('./toolchain.mjs').Toolchain} options.toolchain
 * @param {string} options.source relative to the root
 * @param {string[]} [options.args]
 * @param {string[]} [options.nodeArgs] settings of Node itself
 * @param {string[]} [options.preload] sources to load first
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} options.logFile
 * @param {string} [options.cwd]
 * @param {(line: string) => void} [options.onLine]
 * @returns {SourceProcess}
 */
export function startSource(options) {
  const source = path.join(repoRoot, options.source);
  const [sourceMaps, ...transform] = sourceArguments(source);
  const preload = (options.preload ?? []).flatMap(file => [
    '--require',
    path.join(repoRoot, file),
  ]);
  const log = fs.createWriteStream(options.logFile, { flags: 'a' });
  // A full disk must not end the portal through its log.
  log.on('error', () => {});
  const child = spawn(
    options.toolchain.node,
    [
      ...(options.nodeArgs ?? []),
      sourceMaps,
      '--require',
      EXIT_WITH_PARENT,
      ...transform.slice(0, 2),
      ...preload,
      ...transform.slice(2),
      ...(options.args ?? []),
    ],
    {
      cwd: options.cwd ?? path.dirname(path.dirname(source)),
      env: { ...options.toolchain.env, ...options.env },
      // A group of its own: Ctrl-C is for us alone, and the order of stopping is ours.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  // The transform tells every file it loads, for watchers.
  child.on('message', () => {});
  let recent = '';
  let rest = '';
  const take = chunk => {
    log.write(chunk);
    recent = (recent + chunk).slice(-64_000);
    if (options.onLine) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(options.onLine);
    }
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', take);
  }
  let running = true;
  /** @type {Promise<number | null>} */
  const exited = new Promise(resolve => {
    child.once('close', code => {
      running = false;
      log.end();
      resolve(code);
    });
    child.once('error', error => {
      running = false;
      recent += `\n${error}`;
      resolve(null);
    });
  });
  const kill = signal => {
    if (running) {
      child.kill(signal);
    }
  };
  return {
    pid: child.pid,
    exited,
    isRunning: () => running,
    tail: () => recent,
    kill: () => kill('SIGKILL'),
    stop: async (graceMilliseconds = 20_000) => {
      kill('SIGTERM');
      const timer = setTimeout(() => kill('SIGKILL'), graceMilliseconds);
      await exited;
      clearTimeout(timer);
    },
  };
}
