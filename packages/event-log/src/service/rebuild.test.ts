import {
  AnyLogEvent,
  ConsumeOptions,
  EventLogService,
  LogBegin,
} from '@quarterdeck/plugin-ingest-node';
import {
  createTestDatabase,
  TestDatabase,
} from '@quarterdeck/plugin-portal-node/testUtils';
import { Knex } from 'knex';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { claimEvent, wordOf } from '../testUtils/claimEvent';
import {
  createTestEventLog,
  TestEventLog,
} from '../testUtils/createTestEventLog';

const migration = `
exports.up = async knex => {
  await knex.raw(\`
    CREATE TABLE word (word text PRIMARY KEY, times int NOT NULL,
      id bigint GENERATED ALWAYS AS IDENTITY);
    CREATE INDEX word_times ON word (times);
    CREATE TABLE seen (position bigint NOT NULL, word text NOT NULL
      REFERENCES word (word)) PARTITION BY RANGE (position);
    CREATE TABLE seen_all PARTITION OF seen FOR VALUES FROM (0) TO (1000000);
    CREATE TABLE note (word text PRIMARY KEY, text text NOT NULL);
  \`);
};
exports.down = async () => {};
`;

describe('rebuild', () => {
  let directory: string;
  let database: TestDatabase;
  let log: TestEventLog;
  let knex: Knex;
  let eventLog: EventLogService;
  /** What the projector does wrong before it is mended. */
  let spell: (word: string) => string;
  let handled: number;
  let carried: LogBegin[];
  let onHandle: () => Promise<void>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rebuild-'));
    await writeFile(join(directory, '20260101000000_words.js'), migration);
  });
  afterAll(() => rm(directory, { recursive: true }));

  beforeEach(async () => {
    spell = word => word;
    handled = 0;
    carried = [];
    onHandle = async () => {};
    database = await createTestDatabase();
    log = await createTestEventLog({
      ...database,
      settings: { partitionSize: 100 },
    });
    ({ eventLog, knex } = await log.forPlugin('reader'));
    await knex.migrate.latest({ directory });
    await knex('note').insert({ word: 'w1', text: 'a person wrote this' });
    await eventLog.consume(options());
  });
  afterEach(async () => {
    await log.stop();
    await database.drop();
  });

  const handle = async (batch: AnyLogEvent[], tx: Knex.Transaction) => {
    handled += batch.length;
    await onHandle();
    for (const event of batch) {
      if (wordOf(event) === 'echo') continue;
      const word = spell(wordOf(event));
      await tx.raw(
        `INSERT INTO word (word, times) VALUES (?, 1)
         ON CONFLICT (word) DO UPDATE SET times = word.times + 1`,
        [word],
      );
      await tx('seen').insert({ position: event.position, word });
      await tx('note')
        .where({ word })
        .update({ text: 'the projector was here' });
    }
    return batch.some(event => wordOf(event) === 'w0')
      ? [claimEvent('echo')]
      : undefined;
  };
  function options(): ConsumeOptions {
    return {
      consumer: 'words',
      types: ['subject.claimed.v1'],
      batchSize: 20,
      handle,
      projection: {
        tables: ['word', 'seen'],
        migrationsDirectory: directory,
        readerIndexes: ['word_times'],
        async carryOver(tx, oldSchema, begin) {
          carried.push(begin);
          await tx.raw(
            `INSERT INTO word (word, times)
             SELECT word, times FROM ??.word WHERE word = 'ancient'`,
            [oldSchema],
          );
        },
      },
    };
  }
  const append = (count: number) =>
    eventLog.append(
      Array.from({ length: count }, (_, n) => claimEvent(`w${n % 30}`)),
    );
  const tables = async () => ({
    word: await knex('word').select('word', 'times').orderBy('word'),
    seen: await knex('seen').orderBy('position').orderBy('word'),
  });
  const schemas = async (): Promise<string[]> =>
    knex('pg_namespace').where('nspname', 'reader_rebuild').pluck('nspname');

  it('gives the same tables again, keeps records and sends nothing', async () => {
    log.startConsumers();
    await append(150);
    await log.drain('words');
    await log.drain('words');
    const before = await tables();
    const { head } = await log.admin.status();

    expect(await log.admin.rebuildReader('words')).toBe(true);
    await log.rebuilt('words');

    expect(await tables()).toEqual(before);
    expect((await log.admin.status()).head).toBe(head);
    expect(await knex('note').pluck('text')).toEqual([
      'the projector was here',
    ]);
    expect(await schemas()).toEqual([]);
    // Indexes, identity and partitions came along: the tables go on to serve.
    await append(10);
    await log.drain('words');
    const parts = await knex.raw(
      "SELECT count(*)::int AS n FROM pg_partition_tree('reader.seen')",
    );
    expect(parts.rows).toEqual([{ n: 2 }]);
  });

  it('serves the old tables until the mended ones are complete, and keeps up meanwhile', async () => {
    spell = word => word.toUpperCase();
    log.startConsumers();
    await append(150);
    await log.drain('words');
    spell = word => word;
    let letGo = () => {};
    const held = new Promise<void>(resolve => (letGo = resolve));
    onHandle = () => held;
    await log.admin.rebuildReader('words');
    await new Promise(resolve => setTimeout(resolve, 300));
    const words: string[] = await knex('word').pluck('word');
    expect(words.every(word => word.startsWith('W'))).toBe(true);
    expect((await log.admin.status()).readers[0]?.state).toBe('rebuilding');

    await append(60);
    letGo();
    await log.rebuilt('words');
    await log.drain('words');
    const after = await tables();
    expect(after.word.map(row => row.word).sort()).toEqual(
      Array.from({ length: 30 }, (_, n) => `w${n}`).sort(),
    );
    expect(after.seen.length).toBe(210);
  });

  it('goes on where a killed process left it', async () => {
    log.startConsumers();
    await append(200);
    await log.drain('words');
    const before = await tables();

    let calls = 0;
    let bury = () => {};
    const silence = new Promise<void>((_, reject) => {
      bury = () => reject(new Error('Connection terminated'));
    });
    silence.catch(() => undefined);
    onHandle = async () => {
      calls += 1;
      // From here on it is as silent as a killed process.
      if (calls > 5) await silence;
    };
    const dying = await createTestEventLog({
      ...database,
      settings: { partitionSize: 100 },
    });
    const other = await dying.forPlugin('reader');
    await log.stop();
    await other.eventLog.consume(options());
    dying.startConsumers();
    await dying.admin.rebuildReader('words');
    while (calls <= 5) await sleep(10);
    await database.knex.raw(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND state LIKE 'idle in transaction%'`,
    );

    const buried = dying.stop();
    bury();
    await buried;
    onHandle = async () => {};
    handled = 0;
    log = await createTestEventLog({
      ...database,
      settings: { partitionSize: 100 },
    });
    ({ eventLog, knex } = await log.forPlugin('reader'));
    await eventLog.consume(options());
    log.startConsumers();
    await log.rebuilt('words');
    expect(handled).toBeGreaterThan(0);
    expect(handled).toBeLessThan(200);
    expect(await tables()).toEqual(before);
    expect(await schemas()).toEqual([]);
  });

  it('carries rows over that are older than the log', async () => {
    log.startConsumers();
    await append(20);
    await eventLog.append([claimEvent('ancient')]);
    await append(150);
    await log.drain('words');
    expect(await log.dropPartitions(new Date(Date.now() + 1000))).toBe(1);
    expect((await log.admin.status()).oldest).toBe('100');

    await log.admin.rebuildReader('words');
    await log.rebuilt('words');
    expect(carried).toEqual([
      { position: '100', recordedAt: expect.any(Date) },
    ]);
    const words: string[] = await knex('word').pluck('word');
    expect(words).toContain('ancient');
    const [ordinary] = await knex('word').where({ word: 'w5' });
    expect(Number(ordinary.times)).toBeLessThan(6);
  });

  it('makes the indexes of readers at the end', async () => {
    log.startConsumers();
    await append(50);
    await log.drain('words');
    const indexes = () =>
      knex('pg_indexes').where({ indexname: 'word_times' }).pluck('schemaname');
    let meanwhile: string[] | undefined;
    onHandle = async () => {
      meanwhile ??= await indexes();
    };
    await log.admin.rebuildReader('words');
    await log.rebuilt('words');
    expect(meanwhile).toEqual(['reader']);
    expect(await indexes()).toEqual(['reader']);
  });

  it('begins anew when the retention drops what it has not read', async () => {
    log.startConsumers();
    await eventLog.append([claimEvent('ancient')]);
    await append(150);
    await log.drain('words');
    let dropping: Promise<number> | undefined;
    onHandle = async () => {
      if (dropping) return;
      // It ends when this transaction has; to others the part is gone already.
      dropping = log.dropPartitions(new Date(Date.now() + 1000));
      for (;;) {
        const gone = await knex('pg_inherits').where({
          inhdetachpending: true,
        });
        if (gone.length > 0) return;
        await sleep(10);
      }
    };
    await log.admin.rebuildReader('words');
    await log.rebuilt('words');
    expect(await dropping).toBe(1);
    expect(carried).toHaveLength(1);
    expect(await knex('word').pluck('word')).toContain('ancient');
  });

  it('gives up with a reason when the mended projector fails, and the old tables serve on', async () => {
    log.startConsumers();
    await append(100);
    await log.drain('words');
    const before = await tables();
    onHandle = async () => {
      throw new Error('still broken');
    };
    await log.admin.rebuildReader('words');
    await log.rebuilt('words');
    const [reader] = (await log.admin.status()).readers;
    expect(reader).toMatchObject({ state: 'running', deadLetters: 0 });
    expect(reader?.stateReason).toContain('10 events in a row failed');
    expect(await tables()).toEqual(before);
    expect(await schemas()).toEqual([]);
  });

  describe('when the portal was upgraded', () => {
    /** A process that knows this version of the projector. */
    const startVersion = async (version: number) => {
      const next = await createTestEventLog({
        ...database,
        settings: { partitionSize: 100 },
      });
      const { eventLog: view } = await next.forPlugin('reader');
      const { projection, ...rest } = options();
      await view.consume({
        ...rest,
        projection: projection && { ...projection, version },
      });
      return next;
    };
    const readerOf = async (where: TestEventLog) =>
      (await where.admin.status()).readers[0];

    it('builds the tables anew once, by itself, and not again at the next start', async () => {
      log.startConsumers();
      await append(60);
      await log.drain('words');
      await log.stop();
      spell = word => `${word}!`;

      const upgraded = await startVersion(2);
      expect(await readerOf(upgraded)).toMatchObject({
        state: 'rebuilding',
        outdated: true,
        stateReason: 'Its tables were made by an older version of the portal.',
      });
      upgraded.startConsumers();
      await upgraded.rebuilt('words');
      expect(await readerOf(upgraded)).toMatchObject({
        state: 'running',
        outdated: false,
      });
      await upgraded.stop();

      log = await startVersion(2);
      ({ knex, eventLog } = await log.forPlugin('reader'));
      expect(await readerOf(log)).toMatchObject({
        state: 'running',
        outdated: false,
      });
      expect(await knex('word').where('word', 'w1!')).toHaveLength(1);
    });

    it('shows that a rebuild is due when it was given up, and an older replica changes nothing', async () => {
      log.startConsumers();
      await append(60);
      await log.drain('words');
      await log.stop();
      onHandle = async () => {
        throw new Error('still broken');
      };
      const upgraded = await startVersion(2);
      upgraded.startConsumers();
      await upgraded.rebuilt('words');
      await upgraded.stop();

      onHandle = async () => {};
      log = await startVersion(1);
      ({ knex, eventLog } = await log.forPlugin('reader'));
      const reader = await readerOf(log);
      expect(reader).toMatchObject({ state: 'running', outdated: true });
      expect(reader?.stateReason).toContain('10 events in a row failed');
    });

    it('asks nothing of a reader that begins with this version', async () => {
      await eventLog.consume({
        ...options(),
        consumer: 'new words',
        projection: {
          tables: ['word'],
          migrationsDirectory: directory,
          version: 7,
        },
      });
      const { readers } = await log.admin.status();
      expect(readers.find(one => one.consumer === 'new words')).toMatchObject({
        state: 'running',
        outdated: false,
      });
    });
  });

  it('knows which consumers can be rebuilt', async () => {
    await eventLog.consume({
      consumer: 'plain',
      types: [],
      handle: async () => {},
    });
    expect(await log.admin.rebuildReader('plain')).toBe(false);
    expect(await log.admin.rebuildReader('nobody')).toBe(false);
    expect(await log.admin.restartReader('words')).toBe(false);
  });
});
