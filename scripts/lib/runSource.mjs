import { spawn } from 'node:child_process';
import path from 'node:path';
import { repoRoot } from './paths.mjs';
import { sourceArguments } from './toolchain.mjs';

/**
 * Runs a TypeScript source of this repository to its end, in this terminal.
 *
 * @param {import('./toolchain.mjs').Toolchain} toolchain
 * @param {string} source relative to the root
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its code
 */
export function runSource(toolchain, source, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(
      toolchain.node,
      [...sourceArguments(path.join(repoRoot, source)), ...args],
      {
        cwd: repoRoot,
        stdio: 'inherit',
        env: { ...toolchain.env, ...env },
      },
    );
    // Ctrl-C reaches the program too: it decides when it has cleaned up.
    const wait = () => {};
    process.on('SIGINT', wait);
    child.once('error', reject);
    child.once('exit', code => {
      process.off('SIGINT', wait);
      resolve(code ?? 1);
    });
  });
}
