import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { claimFolder } from './lib/claim.mjs';
import { DataFolder } from './lib/dataFolder.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { bold, say, step } from './lib/log.mjs';
import { main } from './lib/main.mjs';
import { outsideDatabase } from './lib/outsideDatabase.mjs';
import { repoRoot, stateFolder } from './lib/paths.mjs';
import { databaseEnv, portalEnv } from './lib/portalEnv.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';

// `npm run dev`: both sides reload when a file changes. The web app is served by its own
// development server on 3000 and calls the backend on 7007.
await main(async () => {
  const data = new DataFolder(path.join(stateFolder, 'data'));
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  const release = await claimFolder(data.folder, 'http://localhost:3000');
  const postgres = outsideDatabase(process.env)
    ? undefined
    : await step('Starting Postgres', () =>
        startPostgres({
          home: data.postgresHome(),
          port: data.recall('postgresPort'),
          password: data.secret('postgres.password'),
        }),
      );
  say(
    `\nOpen ${bold(
      'http://localhost:3000',
    )} when both have started; Ctrl-C stops them.\n`,
  );
  const local = path.join(repoRoot, 'app-config.local.yaml');
  const configs = [
    'app-config.yaml',
    'app-config.demo.yaml',
    'app-config.dev.yaml',
    ...(fs.existsSync(local) ? ['app-config.local.yaml'] : []),
  ];
  const child = spawn(
    toolchain.node,
    [
      path.join(repoRoot, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'repo',
      'start',
      ...configs.flatMap(file => ['--config', path.join(repoRoot, file)]),
      '--require',
      path.join(repoRoot, 'packages/backend/src/instrumentation.ts'),
    ],
    {
      cwd: repoRoot,
      stdio: 'inherit',
      env: {
        ...toolchain.env,
        ...(postgres ? databaseEnv(postgres) : outsideDatabase(process.env)),
        ...portalEnv(data, 7007),
      },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => child.kill(signal));
  }
  const code = await new Promise(resolve => {
    child.once('exit', resolve);
    child.once('error', () => resolve(1));
  });
  await postgres?.stop();
  release();
  return code ?? 0;
});
