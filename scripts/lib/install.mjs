import fs from 'node:fs';
import path from 'node:path';
import { contentHash, readStamp, writeStamp } from './contentHash.mjs';
import { explainOutput, FriendlyError } from './friendlyError.mjs';
import { step } from './log.mjs';
import { repoRoot, stateFolder } from './paths.mjs';
import { runProcess } from './runProcess.mjs';
import { listWorkspaces } from './workspaces.mjs';

const STAMP = path.join(stateFolder, 'installed');

/**
 * Installs the dependencies when the lock file or a package.json changed since the last success.
 *
 * @param {import('./toolchain.mjs').Toolchain} toolchain
 */
export async function ensureInstalled(toolchain) {
  const wanted = dependencyHash(toolchain);
  if (isInstalled() && readStamp(STAMP) === wanted) {
    return;
  }
  await step('Installing dependencies', async progress => {
    const result = await runProcess(
      toolchain.node,
      [toolchain.yarn, 'install', '--immutable'],
      {
        cwd: repoRoot,
        env: { ...toolchain.env, YARN_ENABLE_PROGRESS_BARS: '0' },
        onLine: line => {
          const phase = /┌ (.+) step/.exec(line);
          if (phase) {
            progress(phase[1].toLowerCase());
          }
        },
      },
    );
    if (result.code !== 0) {
      throw new FriendlyError(explainInstall(result.output));
    }
    progress('');
  });
  writeStamp(STAMP, wanted);
}

function isInstalled() {
  return fs.existsSync(path.join(repoRoot, 'node_modules/.yarn-state.yml'));
}

function dependencyHash(toolchain) {
  const manifests = listWorkspaces().map(
    ({ folder }) => `${folder}/package.json`,
  );
  const hash = contentHash(repoRoot, [
    'package.json',
    'yarn.lock',
    '.yarnrc.yml',
    ...manifests,
  ]);
  return `${hash} ${process.platform}-${process.arch} ${
    toolchain.nodeVersion.split('.')[0]
  }\n`;
}

/** @param {string} output */
function explainInstall(output) {
  if (/YN0028/.test(output)) {
    return 'yarn.lock does not fit the package.json files: run `node scripts/run.mjs yarn install` and commit yarn.lock.';
  }
  const errors = output
    .split('\n')
    .filter(line =>
      /YN\d{4}.*(Error|Failed|✖|No candidates)|✖|error/i.test(line),
    )
    .slice(-5)
    .join('\n');
  return (
    explainOutput(errors || output) ??
    `The dependencies could not be installed: ${errors || output.slice(-2000)}`
  );
}
