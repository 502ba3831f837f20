import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ensureInstalled } from '../lib/install.mjs';
import { main } from '../lib/main.mjs';
import { readOptions } from '../lib/options.mjs';
import { repoRoot } from '../lib/paths.mjs';
import { ensureToolchain } from '../lib/toolchain.mjs';

const HELP = `npm run bench -- deploymentParsing

  How many webhooks of each provider one core parses per second: JSON.parse and
  the provider's parser, by the processor's time and not by the clock.`;

const LIMIT = 20_000;
const child = fileURLToPath(
  new URL('./deploymentParsingChild.cjs', import.meta.url),
);

await main(async () => {
  readOptions({}, HELP, { allowPositionals: true });
  await ensureInstalled(await ensureToolchain());
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--require',
      path.join(
        repoRoot,
        'node_modules/@backstage/cli/config/nodeTransform.cjs',
      ),
      child,
    ],
    { cwd: repoRoot, maxBuffer: 1024 * 1024 },
  );
  const rows = JSON.parse(stdout.trim().split('\n').at(-1));
  for (const { provider, name, bytes, perSecond } of rows) {
    process.stdout.write(
      `${perSecond >= LIMIT ? 'met' : 'NOT MET'}  ${provider}, ${name}, ` +
        `${bytes} bytes: ${Math.round(perSecond)}/s (limit ${LIMIT}/s)\n`,
    );
  }
  const folder = path.join(repoRoot, 'bench-results');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(
    path.join(folder, 'deploymentParsing.json'),
    `${JSON.stringify(rows, null, 2)}\n`,
  );
  return rows.every(({ perSecond }) => perSecond >= LIMIT) ? 0 : 1;
});
