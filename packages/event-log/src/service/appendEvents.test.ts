import {
  EventLogService,
  LogEvent,
  NewEvent,
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

/** Long enough for a slow machine to append beside a writer that hangs. */
const IDLE_MS = 3000;
const LONE_HALF = '\ud800';

describe('append', () => {
  let database: TestDatabase;
  let log: TestEventLog;
  let eventLog: EventLogService;
  let knex: Knex;

  beforeEach(async () => {
    database = await createTestDatabase();
    log = await createTestEventLog({
      ...database,
      settings: { idleTimeoutMs: IDLE_MS },
    });
    ({ eventLog, knex } = await log.forPlugin('writer'));
  });
  afterEach(async () => {
    await log.stop();
    await database.drop();
  });

  const all = () => log.admin.eventsBetween('0', '1000000');

  it('keeps every field', async () => {
    const id = '0192d0d0-0000-4000-8000-000000000001';
    const occurredAt = new Date('2026-10-02T03:04:05.678Z');
    await eventLog.append([
      claimEvent('a', {
        id,
        occurredAt,
        subject: 'git.example/acme/shop',
        entityRef: 'Component:default/Shop',
        correlation: { sha: 'abc' },
        deliveryId: 'receipt-1',
        source: 'github',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      }),
      claimEvent('bare'),
    ]);
    expect(await all()).toEqual([
      {
        position: '2',
        id,
        type: 'subject.claimed.v1',
        subject: 'git.example/acme/shop',
        entityRef: 'component:default/shop',
        occurredAt,
        recordedAt: expect.any(Date),
        correlation: { sha: 'abc' },
        deliveryId: 'receipt-1',
        source: 'github',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        data: claimEvent('a').data,
      },
      expect.objectContaining({
        position: '3',
        correlation: {},
        entityRef: undefined,
        source: undefined,
      }),
    ]);
  });

  it('commits and rolls back with the transaction of another plugin', async () => {
    await knex.raw('CREATE TABLE thing (name text)');
    await knex.transaction(async tx => {
      await tx('thing').insert({ name: 'kept' });
      await eventLog.append([claimEvent('kept')], tx);
    });
    await expect(
      knex.transaction(async tx => {
        await tx('thing').insert({ name: 'lost' });
        await eventLog.append([claimEvent('lost')], tx);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect((await all()).map(wordOf)).toEqual(['kept']);
    expect(await knex('thing').pluck('name')).toEqual(['kept']);
  });

  it('announces again after a savepoint took its announcement back', async () => {
    const tx = await knex.transaction();
    await expect(
      tx.transaction(async inner => {
        await eventLog.append([claimEvent('lost')], inner);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const [position] = (await eventLog.append([claimEvent('kept')], tx))
      .positions;
    await eventLog.append([claimEvent('later')]);
    expect(Number(await log.admin.horizon())).toBeLessThan(Number(position));
    await tx.commit();
    expect((await all()).map(wordOf)).toEqual(['kept', 'later']);
  });

  it('answers positions in the order of the events, however many there are', async () => {
    const count = 4500;
    const { positions } = await eventLog.append(
      Array.from({ length: count }, (_, index) => claimEvent(`w${index}`)),
    );
    expect(positions.length).toBe(count);
    const index = 4321;
    const [event] = await log.admin.eventsBetween(
      positions[index] ?? '',
      positions[index] ?? '',
    );
    expect(event && wordOf(event)).toBe(`w${index}`);
    expect([...positions].sort((a, b) => Number(a) - Number(b))).toEqual(
      positions,
    );
  });

  it('keeps NUL and lone surrogates as U+FFFD, beside good rows', async () => {
    await eventLog.append([
      claimEvent('good \u{1f600}'),
      claimEvent(`bad \u0000 ${LONE_HALF} end`, {
        subject: 'sub\u0000ject',
        correlation: { [`k${LONE_HALF}`]: '\u0000' },
      }),
      claimEvent('literal \\u0000'),
    ]);
    const events = await all();
    expect(events.map(wordOf)).toEqual([
      'good \u{1f600}',
      'bad \ufffd \ufffd end',
      'literal \\u0000',
    ]);
    expect(events[1]).toMatchObject({
      subject: 'sub\ufffdject',
      correlation: { 'k\ufffd': '\ufffd' },
    });
  });

  it('refuses data that does not fit, with the path, and stores nothing', async () => {
    const bad: NewEvent = claimEvent('a');
    Object.assign(bad.data, { claimedBy: 7 });
    await expect(eventLog.append([claimEvent('b'), bad])).rejects.toThrow(
      /subject\.claimed\.v1.*data\.claimedBy/,
    );
    await expect(
      eventLog.append([claimEvent('c', { id: 'not a uuid' })]),
    ).rejects.toThrow('must be a uuid');
    expect(await all()).toEqual([]);
    expect(await eventLog.append([])).toEqual({ positions: [] });
  });

  it('keeps records beside an event and reads them as a stream', async () => {
    const record = (n: number) => ({ n, text: `finding ${n} `.repeat(40) });
    const count = 8000;
    async function* records() {
      for (let n = 0; n < count; n += 1) yield record(n);
      yield { text: '\u0000' };
    }
    await eventLog.append([
      claimEvent('without'),
      claimEvent('with', { records: records() }),
    ]);
    const [without, withRecords] = await all();
    const read = async (event: LogEvent | undefined) => {
      const found: object[] = [];
      if (event) {
        for await (const one of eventLog.records(event)) found.push(one);
      }
      return found;
    };
    expect(await read(without)).toEqual([]);
    const found = await read(withRecords);
    expect(found.length).toBe(count + 1);
    expect(found[4567]).toEqual(record(4567));
    expect(found[count]).toEqual({ text: '\ufffd' });
    const lines: string[] = [];
    if (withRecords) {
      for await (const line of eventLog.recordLines(withRecords)) {
        lines.push(line.toString('utf8'));
      }
    }
    expect(lines).toEqual(found.map(one => JSON.stringify(one)));
  });

  it('is not stopped by a writer that hangs, and ends that one by itself', async () => {
    const hanging = await knex.transaction();
    await eventLog.append([claimEvent('hanging')], hanging);
    const outcome = hanging.executionPromise.then(
      () => 'committed',
      () => 'lost',
    );

    for (let n = 0; n < 20; n += 1) {
      await eventLog.append([claimEvent(`quick ${n}`)]);
    }
    // It still hangs: nobody waited for its end.
    expect(await log.admin.horizon()).toBe('1');

    await new Promise(resolve => setTimeout(resolve, IDLE_MS + 300));
    expect(await log.admin.horizon()).toBe('22');
    // knex tells the fate of a COMMIT by `executionPromise` alone.
    await hanging.commit();
    expect(await outcome).toBe('lost');
    expect((await all()).length).toBe(20);
  });
});
