import fs from 'node:fs';
import path from 'node:path';
import { contentHash, readStamp, writeStamp } from './contentHash.mjs';
import { explainOutput, FriendlyError } from './friendlyError.mjs';
import { step } from './log.mjs';
import { repoRoot, stateFolder } from './paths.mjs';
import { runProcess } from './runProcess.mjs';
import { listWorkspaces } from './workspaces.mjs';

const STAMP = path.join(stateFolder, 'web-build');
const BROWSER_ROLES = [
  'frontend',
  'frontend-plugin',
  'frontend-plugin-module',
  'web-library',
  'common-library',
];

/**
 * Builds the web app when anything that ends in it changed since the last build.
 *
 * @param {import('./toolchain.mjs').Toolchain} toolchain
 */
export async function ensureWebBuild(toolchain) {
  const app = path.join(repoRoot, 'packages/app');
  const wanted = sourceHash();
  if (
    fs.existsSync(path.join(app, 'dist/index.html')) &&
    readStamp(STAMP) === wanted
  ) {
    return;
  }
  await step('Building the web app', async () => {
    fs.rmSync(STAMP, { force: true });
    const result = await runProcess(
      toolchain.node,
      [
        path.join(repoRoot, 'node_modules/@backstage/cli/bin/backstage-cli'),
        'package',
        'build',
      ],
      {
        cwd: app,
        // Two processors and a small heap by default on small machines.
        env: {
          ...toolchain.env,
          NODE_OPTIONS: `${
            process.env.NODE_OPTIONS ?? ''
          } --max-old-space-size=4096`.trim(),
        },
      },
    );
    if (result.code !== 0) {
      throw new FriendlyError(
        explainOutput(result.output) ??
          `The web app does not build:\n${result.output.trim().slice(-6000)}`,
      );
    }
  });
  writeStamp(STAMP, wanted);
}

function sourceHash() {
  const folders = listWorkspaces()
    .filter(({ role }) => BROWSER_ROLES.includes(role ?? ''))
    .map(({ folder }) => folder);
  return contentHash(
    repoRoot,
    ['yarn.lock', 'app-config.yaml', ...folders],
    file => !/\.(test|stories)\.[a-z]+$|\.md$|\.eslintrc\.js$/.test(file),
  );
}
