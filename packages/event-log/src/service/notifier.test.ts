import { EventLogService } from '@quarterdeck/plugin-ingest-node';
import {
  createTestDatabase,
  TestDatabase,
} from '@quarterdeck/plugin-portal-node/testUtils';
import { Knex } from 'knex';
import { claimEvent, wordOf } from '../testUtils/claimEvent';
import {
  createTestEventLog,
  TestEventLog,
} from '../testUtils/createTestEventLog';
import { CHANNEL, createNotifier } from './notifier';

describe('notifications', () => {
  let database: TestDatabase;
  let log: TestEventLog;
  let eventLog: EventLogService;
  let knex: Knex;
  let seen: string[];

  beforeEach(async () => {
    database = await createTestDatabase();
    // Without notifications nothing would happen within the time of a test.
    const settings = { pollIntervalMs: 600_000 };
    log = await createTestEventLog({ ...database, settings });
    ({ eventLog, knex } = await log.forPlugin('reader'));
    seen = [];
    await eventLog.consume({
      consumer: 'reader',
      types: ['subject.claimed.v1'],
      async handle(batch) {
        seen.push(...batch.map(wordOf));
      },
    });
    log.startConsumers();
  });
  afterEach(async () => {
    await log.stop();
    await database.drop();
  });

  it('wake consumers after an append and after the commit of another plugin', async () => {
    await eventLog.append([claimEvent('a')]);
    await log.drain('reader');
    await knex.transaction(async tx => {
      await tx.transaction(inner => eventLog.append([claimEvent('b')], inner));
    });
    await log.drain('reader');
    expect(seen).toEqual(['a', 'b']);
  });

  it('are heard again after the listening connection broke', async () => {
    await eventLog.append([claimEvent('a')]);
    await log.drain('reader');
    await database.knex.raw(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND query LIKE 'LISTEN%'`,
    );
    await eventLog.append([claimEvent('b')]);
    await log.drain('reader');
    expect(seen).toEqual(['a', 'b']);
  });

  it('leave the process at most every 20 ms', async () => {
    const connection = await database.knex.client.acquireRawConnection();
    let heard = 0;
    connection.on('notification', () => {
      heard += 1;
    });
    await connection.query(`LISTEN ${CHANNEL}`);
    const notifier = createNotifier(database.knex);
    const started = Date.now();
    while (Date.now() - started < 200) {
      notifier.notify();
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    await new Promise(resolve => setTimeout(resolve, 100));
    await notifier.stop();
    await connection.end();
    expect(heard).toBeGreaterThan(1);
    const windows = (Date.now() - started) / 20;
    expect(heard).toBeLessThanOrEqual(windows + 2);
  });
});
