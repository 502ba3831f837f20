import {
  AnyLogEvent,
  ConsumeOptions,
  EventLogService,
} from '@quarterdeck/plugin-ingest-node';
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

const words = (count: number) =>
  Array.from({ length: count }, (_, index) => `w${index}`);

describe('consumer', () => {
  let database: TestDatabase;
  let log: TestEventLog;
  let knex: Knex;
  let eventLog: EventLogService;

  beforeEach(async () => {
    database = await createTestDatabase();
    log = await createTestEventLog({
      ...database,
      settings: { stopAfterDeadLetters: 3 },
    });
    ({ eventLog, knex } = await log.forPlugin('reader'));
    await knex.raw(
      'CREATE TABLE word (position bigint PRIMARY KEY, word text)',
    );
  });
  afterEach(async () => {
    await log.stop();
    await database.drop();
  });

  const insert = async (batch: AnyLogEvent[], tx: Knex.Transaction) => {
    await tx('word').insert(
      batch.map(event => ({ position: event.position, word: wordOf(event) })),
    );
  };
  const consume = (options: Partial<ConsumeOptions> = {}) =>
    eventLog.consume({
      consumer: 'words',
      types: ['subject.claimed.v1'],
      handle: insert,
      ...options,
    });
  const stored = async (): Promise<string[]> =>
    knex('word').orderBy('position').pluck('word');
  const status = async () => {
    const { readers } = await log.admin.status();
    const reader = readers.find(one => one.consumer === 'words');
    if (!reader) throw new Error('the consumer is unknown');
    return reader;
  };
  const eventually = async (check: () => Promise<boolean>) => {
    for (let tries = 0; tries < 6000; tries += 1) {
      if (await check()) return;
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    throw new Error('it did not come to that within a minute');
  };

  it('halves a failing batch until the bad event is alone and goes on with the rest', async () => {
    let calls = 0;
    await consume({
      async handle(batch, tx) {
        calls += 1;
        await insert(batch, tx);
        if (batch.some(event => wordOf(event) === 'w700')) {
          throw new Error('w700 cannot be read');
        }
      },
    });
    await eventLog.append(words(1000).map(word => claimEvent(word)));
    log.startConsumers();
    await log.drain('words');

    expect(await stored()).toEqual(words(1000).filter(w => w !== 'w700'));
    const letters = await log.admin.deadLetters({ limit: 10 });
    expect(letters).toMatchObject([
      { consumer: 'words', tries: 1, replayRequested: false },
    ]);
    expect(letters[0]?.error).toContain('w700 cannot be read');
    expect(letters[0] && wordOf(letters[0].event)).toBe('w700');
    expect(calls).toBeLessThan(40);
  });

  it('sets aside an event that the database refuses', async () => {
    await consume();
    await knex.raw("ALTER TABLE word ADD CHECK (word <> 'bad')");
    await eventLog.append(['a', 'bad', 'b'].map(word => claimEvent(word)));
    log.startConsumers();
    await log.drain('words');

    expect(await stored()).toEqual(['a', 'b']);
    expect((await status()).deadLetters).toBe(1);
  });

  it('replays a dead letter on request, and keeps it when it fails again', async () => {
    let broken = true;
    await consume({
      async handle(batch, tx) {
        if (broken && batch.some(event => wordOf(event) === 'a')) {
          throw new Error('not yet');
        }
        await insert(batch, tx);
      },
    });
    await eventLog.append(['a', 'b'].map(word => claimEvent(word)));
    log.startConsumers();
    await log.drain('words');
    const [letter] = await log.admin.deadLetters({ limit: 1 });
    if (!letter) throw new Error('there is no dead letter');

    expect(await log.admin.replayDeadLetter(letter.id)).toBe(true);
    await eventually(async () => {
      const [again] = await log.admin.deadLetters({ limit: 1 });
      return again?.tries === 2 && !again.replayRequested;
    });
    broken = false;
    await log.admin.replayDeadLetter(letter.id);
    await eventually(async () => (await status()).deadLetters === 0);

    expect(await stored()).toEqual(['a', 'b']);
    expect(await log.admin.replayDeadLetter(letter.id)).toBe(false);
    expect(await log.admin.replayDeadLetter('no such')).toBe(false);
  });

  it('stops after dead letters in a row, says why, and goes on when told to', async () => {
    let broken = true;
    await consume({
      async handle(batch, tx) {
        if (broken) throw new Error('the projector is broken');
        await insert(batch, tx);
      },
    });
    await eventLog.append(words(10).map(word => claimEvent(word)));
    log.startConsumers();
    await eventually(async () => (await status()).state === 'stopped');

    const stopped = await status();
    expect(stopped.deadLetters).toBe(3);
    expect(stopped.stateReason).toContain('the projector is broken');
    expect(stopped.behind).toBe(7);
    expect(stopped.lagSeconds).toBeGreaterThan(0);
    await expect(log.drain('words')).rejects.toThrow(/is stopped/);

    broken = false;
    expect(await log.admin.restartReader('words')).toBe(true);
    await log.drain('words');
    expect(await stored()).toEqual(words(10).slice(3));
    expect(await status()).toMatchObject({ state: 'running', lagSeconds: 0 });
  });

  it('does not stop over dead letters with successes between them', async () => {
    await consume({
      async handle(batch, tx) {
        if (batch.some(event => wordOf(event).endsWith('0'))) {
          throw new Error('no');
        }
        await insert(batch, tx);
      },
    });
    await eventLog.append(words(60).map(word => claimEvent(word)));
    log.startConsumers();
    await log.drain('words');

    expect((await stored()).length).toBe(54);
    expect(await status()).toMatchObject({ state: 'running', deadLetters: 6 });
  });

  it.each([
    ['a lost connection', 'SELECT pg_terminate_backend(pg_backend_pid())'],
    ['a serialization failure', "DO $$ BEGIN RAISE SQLSTATE '40001'; END $$"],
    ['a deadlock', "DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$"],
    ['a full disk', "DO $$ BEGIN RAISE SQLSTATE '53100'; END $$"],
    ['a shutdown', "DO $$ BEGIN RAISE SQLSTATE '57P01'; END $$"],
    ['a statement timeout', "DO $$ BEGIN RAISE SQLSTATE '57014'; END $$"],
  ])('tries again after %s and sets nothing aside', async (_name, sql) => {
    for (const events of [['a'], ['b', 'c']]) {
      await eventLog.append(events.map(word => claimEvent(word)));
    }
    let faults = 3;
    await consume({
      batchSize: 2,
      async handle(batch, tx) {
        await insert(batch, tx);
        faults -= 1;
        if (faults >= 0) await tx.raw(sql);
      },
    });
    log.startConsumers();
    await log.drain('words');

    expect(await stored()).toEqual(['a', 'b', 'c']);
    expect((await status()).deadLetters).toBe(0);
  });

  it('passes over other types and still comes to the head', async () => {
    await consume({ types: ['ci.run.v1'] });
    await eventLog.append(words(5).map(word => claimEvent(word)));
    log.startConsumers();
    await log.drain('words');

    expect(await stored()).toEqual([]);
    expect(await status()).toMatchObject({ behind: 0, state: 'running' });
  });

  it('appends what handle returns with the batch, and not without it', async () => {
    let failures = 1;
    await consume({
      async handle(batch, tx) {
        await insert(batch, tx);
        if (failures > 0 && batch.length > 1) {
          failures -= 1;
          throw new Error('once');
        }
        return batch
          .filter(event => !wordOf(event).startsWith('answer'))
          .map(event => claimEvent(`answer to ${wordOf(event)}`));
      },
    });
    await eventLog.append(['a', 'b'].map(word => claimEvent(word)));
    log.startConsumers();
    await log.drain('words');
    await log.drain('words');

    expect((await stored()).sort()).toEqual([
      'a',
      'answer to a',
      'answer to b',
      'b',
    ]);
  });

  it('tells what was committed afterwards, and survives a failing hint', async () => {
    const told: string[] = [];
    await consume({
      afterCommit(batch) {
        told.push(...batch.map(wordOf));
        throw new Error('nobody listens');
      },
    });
    log.startConsumers();
    await eventLog.append([claimEvent('a')]);
    await eventually(async () => told.length === 1);
    await eventLog.append([claimEvent('b')]);
    await eventually(async () => told.length === 2);
    expect(told).toEqual(['a', 'b']);
  });

  it('shares the work between replicas: each event takes effect once', async () => {
    const second = await createTestEventLog(database);
    try {
      const other = await second.forPlugin('reader');
      const options: ConsumeOptions = {
        consumer: 'words',
        types: ['subject.claimed.v1'],
        handle: insert,
        batchSize: 7,
      };
      await eventLog.consume(options);
      await other.eventLog.consume(options);
      log.startConsumers();
      second.startConsumers();
      for (let round = 0; round < 20; round += 1) {
        await eventLog.append(words(10).map(word => claimEvent(word)));
      }
      await log.drain('words');
      expect((await stored()).length).toBe(200);
    } finally {
      await second.stop();
    }
  });

  it('refuses a consumer name of another plugin', async () => {
    await consume();
    const other = await log.forPlugin('thief');
    await expect(
      other.eventLog.consume({
        consumer: 'words',
        types: [],
        handle: async () => {},
      }),
    ).rejects.toThrow('The consumer name words belongs to plugin reader');
  });
});
