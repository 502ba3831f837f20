import { createTestDatabase, TestDatabase } from '../testUtils';
import { observePool } from './observePool';
import { portalMetrics } from './portalMetrics';

/** The value of a pool gauge at a scrape; `undefined` when it is not shown. */
async function scraped(
  name: string,
  plugin: string,
): Promise<number | undefined> {
  const text = await portalMetrics.registry.metrics();
  const line = text
    .split('\n')
    .find(candidate => candidate.startsWith(`${name}{plugin="${plugin}"}`));
  return line === undefined ? undefined : Number(line.split(' ')[1]);
}

describe('observePool', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('shows connections in use, idle, wanted and allowed', async () => {
    observePool('shop', database.knex);
    expect(await scraped('quarterdeck_database_pool_max', 'shop')).toBe(10);

    const taken = await Promise.all(
      Array.from({ length: 10 }, () => database.knex.transaction()),
    );
    const eleventh = database.knex.raw('select 1');
    const waiting = eleventh.then(() => undefined);
    await new Promise(resolve => setImmediate(resolve));
    expect(await scraped('quarterdeck_database_pool_used', 'shop')).toBe(10);
    expect(await scraped('quarterdeck_database_pool_waiting', 'shop')).toBe(1);

    await Promise.all(taken.map(tx => tx.rollback()));
    await waiting;
    expect(await scraped('quarterdeck_database_pool_used', 'shop')).toBe(0);
    expect(await scraped('quarterdeck_database_pool_free', 'shop')).toBe(10);
    expect(await scraped('quarterdeck_database_pool_waiting', 'shop')).toBe(0);
  });

  it('tells plugins apart, and says nothing of a closed pool', async () => {
    const other = await createTestDatabase();
    observePool('yard', other.knex);
    expect(await scraped('quarterdeck_database_pool_max', 'yard')).toBe(10);
    await other.drop();
    await expect(portalMetrics.registry.metrics()).resolves.toContain(
      '# TYPE quarterdeck_database_pool_used gauge',
    );
    expect(
      await scraped('quarterdeck_database_pool_used', 'yard'),
    ).toBeUndefined();
  });
});
