import fs from 'node:fs';
import path from 'node:path';
import { FriendlyError } from './lib/friendlyError.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main } from './lib/main.mjs';
import { repoRoot } from './lib/paths.mjs';
import { runSource } from './lib/runSource.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';

// `npm run bench -- ingest …`: a benchmark of scripts/bench by its name.
await main(async () => {
  const folder = path.join(repoRoot, 'scripts/bench');
  const known = fs.existsSync(folder)
    ? fs
        .readdirSync(folder)
        .filter(file => /^[a-z]\w*\.ts$/.test(file))
        .map(file => file.replace('.ts', ''))
    : [];
  const [name, ...args] = process.argv.slice(2);
  if (!known.includes(name)) {
    throw new FriendlyError(
      `Say which benchmark: \`npm run bench -- ${known.join('` or `')}\`.`,
    );
  }
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  return runSource(toolchain, `scripts/bench/${name}.ts`, args);
});
