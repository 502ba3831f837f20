import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { step } from './lib/log.mjs';
import { main } from './lib/main.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { runSource } from './lib/runSource.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';

// `npm run chaos`: the long version of the log's kill test, on a Postgres of its own.
await main(async () => {
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  const postgres = await step('Making a Postgres', () =>
    startPostgres({
      home: fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-chaos-')),
      password: 'unused',
      throwAway: true,
    }),
  );
  try {
    return await runSource(
      toolchain,
      'packages/event-log/src/chaos/runChaos.ts',
      process.argv.slice(2),
      { QUARTERDECK_TEST_POSTGRES: postgres.superuserConnectionString },
    );
  } finally {
    await postgres.stop();
  }
});
