import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { FriendlyError } from './lib/friendlyError.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main } from './lib/main.mjs';
import { repoRoot } from './lib/paths.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';

// `node scripts/run.mjs <tool> …`: a tool of node_modules, or Yarn, with the right Node.
await main(async () => {
  const [tool, ...args] = process.argv.slice(2);
  if (!tool) {
    throw new FriendlyError(
      'Say what to run: `node scripts/run.mjs backstage-cli …`, `… prettier --write .`, `… yarn install`.',
    );
  }
  const toolchain = await ensureToolchain();
  let program = toolchain.yarn;
  if (tool !== 'yarn') {
    await ensureInstalled(toolchain);
    program = path.join(repoRoot, 'node_modules/.bin', tool);
    if (!fs.existsSync(program)) {
      throw new FriendlyError(
        `There is no tool "${tool}" in node_modules/.bin.`,
      );
    }
  }
  const { status } = spawnSync(
    toolchain.node,
    [fs.realpathSync(program), ...args],
    { stdio: 'inherit', env: toolchain.env },
  );
  return status ?? 1;
});
