import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createTestDatabase } from '@quarterdeck/plugin-portal-node/testUtils';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isClean } from './chaosVerdict';
import { unleashChaos } from './unleashChaos';

/**
 * `npm run chaos`: kills processes while they append and consume, and ends with
 * 0 when every event took effect exactly once, in order, and none was lost.
 *
 *     node --require @backstage/cli/config/nodeTransform.cjs \
 *       packages/event-log/src/chaos/runChaos.ts --kills 200
 *
 * Uses the Postgres of QUARTERDECK_TEST_POSTGRES, or starts one as Jest does.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    // The loader's own arguments stand before the file's.
    args: process.argv.slice(2),
    options: {
      kills: { type: 'string', default: '200' },
      'highest-position': { type: 'boolean', default: false },
    },
  });
  const kills = Number(values.kills);
  if (!Number.isInteger(kills) || kills < 1) {
    process.stderr.write('--kills needs a number of at least 1\n');
    return 2;
  }
  const jest = resolvePackagePath(
    '@quarterdeck/event-log',
    '../../scripts/jest',
  );
  await require(join(jest, 'globalSetup.cjs'))();
  const database = await createTestDatabase();
  try {
    const result = await unleashChaos({
      connectionString: database.connectionString,
      kills,
      horizon: values['highest-position'] ? 'highest' : 'announced',
      progress(killed) {
        if (killed % 20 === 0) process.stdout.write(`${killed} kills\n`);
      },
    });
    const { missed, twice, outOfOrder, lost, invented, ...figures } = result;
    const lists = { missed, twice, outOfOrder, lost, invented };
    for (const [name, value] of Object.entries(figures)) {
      process.stdout.write(`${name.padEnd(20)} ${value}\n`);
    }
    for (const [name, list] of Object.entries(lists)) {
      const some = list.slice(0, 5).join(' ');
      process.stdout.write(`${name.padEnd(20)} ${list.length} ${some}\n`);
    }
    const clean = isClean(result);
    process.stdout.write(
      clean
        ? 'Every committed event took effect exactly once, in order.\n'
        : 'The log broke its promise.\n',
    );
    return clean ? 0 : 1;
  } finally {
    await database.drop();
    await require(join(jest, 'globalTeardown.cjs'))();
  }
}

main().then(
  code => process.exit(code),
  error => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exit(2);
  },
);
