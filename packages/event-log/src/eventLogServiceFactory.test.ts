import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  comparePositions,
  EventLogAdminService,
  eventLogAdminServiceRef,
  EventLogService,
  eventLogServiceRef,
} from '@quarterdeck/plugin-ingest-node';
import { portalMetrics } from '@quarterdeck/plugin-portal-node';
import {
  createTestDatabase,
  TestDatabase,
} from '@quarterdeck/plugin-portal-node/testUtils';
import { eventLogAdminServiceFactory, eventLogServiceFactory } from '.';
import { claimEvent, wordOf } from './testUtils/claimEvent';

describe('the log in a backend', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  const start = async (mode = 'schema') => {
    const seen: string[] = [];
    let log: EventLogService | undefined;
    let admin: EventLogAdminService | undefined;
    const plugin = createBackendPlugin({
      pluginId: 'reader',
      register(env) {
        env.registerInit({
          deps: {
            eventLog: eventLogServiceRef,
            eventLogAdmin: eventLogAdminServiceRef,
            logger: coreServices.logger,
          },
          async init({ eventLog, eventLogAdmin }) {
            log = eventLog;
            admin = eventLogAdmin;
            await eventLog.consume({
              consumer: 'reader',
              types: ['subject.claimed.v1'],
              async handle(batch) {
                seen.push(...batch.map(wordOf));
              },
            });
          },
        });
      },
    });
    const backend = await startTestBackend({
      features: [
        plugin,
        eventLogServiceFactory,
        eventLogAdminServiceFactory,
        databaseServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            backend: {
              database: {
                client: 'pg',
                connection: database.connectionString,
                pluginDivisionMode: mode,
                ensureSchemaExists: true,
                knexConfig: { pool: { min: 0, max: 5 } },
              },
            },
          },
        }),
      ],
    });
    if (!log || !admin) throw new Error('the plugin did not start');
    return { backend, log, admin, seen };
  };
  const settled = async (admin: EventLogAdminService) => {
    const target = await admin.horizon();
    for (let tries = 0; tries < 6000; tries += 1) {
      const { readers } = await admin.status();
      const [reader] = readers;
      if (reader && comparePositions(reader.position, target) >= 0) return;
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    throw new Error('the consumer did not get there');
  };

  it('makes its schema before plugins start, and consumers run with the plugin', async () => {
    const { backend, log, admin, seen } = await start();
    await log.append([claimEvent('a'), claimEvent('b')]);
    await settled(admin);
    expect(seen).toEqual(['a', 'b']);
    expect((await admin.status()).readers).toMatchObject([
      { consumer: 'reader', plugin: 'reader', state: 'running' },
    ]);
    const scraped = await portalMetrics.registry.metrics();
    expect(scraped).toContain(
      'quarterdeck_log_appended_events_total{type="subject.claimed.v1"} 2',
    );
    expect(scraped).toContain(
      'quarterdeck_log_lag_events{consumer="reader"} 0',
    );
    await backend.stop();
  });

  it('comes up twice at the same instant on an empty database', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    await one.log.append([claimEvent('a')]);
    await two.log.append([claimEvent('b')]);
    await settled(one.admin);
    expect([...one.seen, ...two.seen].sort()).toEqual(['a', 'b']);
    await Promise.all([one.backend.stop(), two.backend.stop()]);
  });

  it('refuses to start when plugins do not share a database', async () => {
    await expect(start('database')).rejects.toThrow(
      "The event log needs all plugins in one database: set backend.database.pluginDivisionMode to 'schema' instead of 'database'.",
    );
  });
});
