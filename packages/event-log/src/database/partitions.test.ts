import { EventLogService } from '@quarterdeck/plugin-ingest-node';
import {
  createTestDatabase,
  TestDatabase,
} from '@quarterdeck/plugin-portal-node/testUtils';
import { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { claimEvent } from '../testUtils/claimEvent';
import {
  createTestEventLog,
  TestEventLog,
} from '../testUtils/createTestEventLog';
import { ensurePartitions, listPartitions } from './partitions';

const tomorrow = () => new Date(Date.now() + 24 * 60 * 60 * 1000);

describe('partitions', () => {
  let database: TestDatabase;
  let log: TestEventLog;
  let eventLog: EventLogService;
  let knex: Knex;

  beforeEach(async () => {
    database = await createTestDatabase();
    log = await createTestEventLog({
      ...database,
      settings: { partitionSize: 100 },
    });
    ({ eventLog, knex } = await log.forPlugin('writer'));
  });
  afterEach(async () => {
    await log.stop();
    await database.drop();
  });

  const append = (count: number) =>
    eventLog.append(Array.from({ length: count }, () => claimEvent('a')));

  it('are made ahead, even while an append is open, and without a default one', async () => {
    const open = await knex.transaction();
    await eventLog.append([claimEvent('open')], open);
    await append(90);
    await ensurePartitions(knex, 100);
    const ranges = (await listPartitions(knex)).map(one => [one.from, one.to]);
    expect(ranges).toEqual([
      [0n, 100n],
      [100n, 200n],
      [200n, 300n],
    ]);
    await open.commit();
    expect((await listPartitions(knex, 'record_chunk')).length).toBe(3);
  });

  it('follow a changed size from where the last one ends', async () => {
    await append(150);
    await ensurePartitions(knex, 1000);
    const ranges = (await listPartitions(knex)).map(one => [one.from, one.to]);
    expect(ranges.slice(3)).toEqual([
      [300n, 1300n],
      [1300n, 2300n],
    ]);
  });

  it('are dropped whole when every event in them is too old, records with them', async () => {
    await eventLog.append([claimEvent('old', { records: [{ n: 1 }] })]);
    await append(120);
    expect(await log.dropPartitions(new Date(Date.now() - 60_000))).toBe(0);
    await knex.raw(
      "UPDATE log.event SET recorded_at = now() - interval '3 years' WHERE position < 99",
    );
    const yearAgo = new Date(Date.now() - 365 * 24 * 60 * 60 * 1000);
    expect(await log.dropPartitions(yearAgo)).toBe(0);
    await knex.raw(
      "UPDATE log.event SET recorded_at = now() - interval '3 years' WHERE position < 100",
    );
    expect(await log.dropPartitions(yearAgo)).toBe(1);

    expect(await log.admin.status()).toMatchObject({ oldest: '100' });
    const chunks = await knex.raw('SELECT 1 FROM log.record_chunk');
    expect(chunks.rows).toEqual([]);
    expect((await log.admin.eventsBetween('0', '1000')).length).toBe(23);
  });

  it('that still take events stay, however old', async () => {
    await append(50);
    expect(await log.dropPartitions(tomorrow())).toBe(0);
  });

  it('finishes a drop that was killed half way', async () => {
    await append(150);
    const reading = await knex.transaction();
    await reading.raw('SELECT 1 FROM log.event LIMIT 1');
    const half = await knex.client.acquireRawConnection();
    half.on('error', () => {});
    const detach = half
      .query('ALTER TABLE log.event DETACH PARTITION log.event_p0 CONCURRENTLY')
      .catch(() => undefined);
    while (!(await listPartitions(knex))[0]?.detachPending) await sleep(10);
    await knex.raw('SELECT pg_terminate_backend(?)', [half.processID]);
    await detach;
    await reading.rollback();
    expect((await listPartitions(knex))[0]?.detachPending).toBe(true);

    expect(await log.dropPartitions(tomorrow())).toBe(1);
    expect((await listPartitions(knex))[0]?.from).toBe(100n);
  });
});
