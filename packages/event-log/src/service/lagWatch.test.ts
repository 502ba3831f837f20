import { EventLogService } from '@quarterdeck/plugin-ingest-node';
import {
  createTestDatabase,
  TestDatabase,
} from '@quarterdeck/plugin-portal-node/testUtils';
import { setTimeout as sleep } from 'node:timers/promises';
import { claimEvent } from '../testUtils/claimEvent';
import {
  createTestEventLog,
  TestEventLog,
} from '../testUtils/createTestEventLog';

describe('lag', () => {
  let database: TestDatabase;
  let log: TestEventLog;
  let eventLog: EventLogService;
  let fails = false;

  beforeAll(async () => {
    database = await createTestDatabase();
    log = await createTestEventLog({
      ...database,
      settings: { stopAfterDeadLetters: 1 },
    });
    ({ eventLog } = await log.forPlugin('lagging'));
    await eventLog.consume({
      consumer: 'slow',
      types: ['subject.claimed.v1'],
      handle: async () => {
        if (fails) throw new Error('no');
      },
    });
  });
  afterAll(async () => {
    await log.stop();
    await database.drop();
  });

  it('grows while nobody reads, ends when all is read, and tells of a stop', async () => {
    expect(await eventLog.lag('slow')).toEqual({ seconds: 0, stopped: false });
    await eventLog.append([claimEvent('one')]);
    await sleep(1100);
    const behind = await eventLog.lag('slow');
    expect(behind).toEqual({ seconds: expect.any(Number), stopped: false });
    expect(behind.seconds).toBeGreaterThan(1);
    // One question to Postgres serves a second.
    expect(eventLog.lag('slow')).toBe(eventLog.lag('slow'));

    log.startConsumers();
    await log.drain('slow');
    await sleep(1100);
    expect(await eventLog.lag('slow')).toEqual({ seconds: 0, stopped: false });

    fails = true;
    await eventLog.append([claimEvent('two')]);
    await log.drain('slow');
    await sleep(1100);
    expect((await eventLog.lag('slow')).stopped).toBe(true);
  });

  it('knows whom it was not told of', async () => {
    await expect(eventLog.lag('nobody')).rejects.toThrow(
      'There is no consumer nobody',
    );
  });
});
