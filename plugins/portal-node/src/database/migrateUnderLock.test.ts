import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, TestDatabase } from '../testUtils';
import { migrateUnderLock } from './migrateUnderLock';

describe('migrateUnderLock', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('lets replicas that start at once wait for each other', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'migrations-'));
    writeFileSync(
      join(directory, '20260101000000_init.js'),
      `exports.up = knex => knex.raw('create table once (id int); select pg_sleep(0.2)');
       exports.down = knex => knex.schema.dropTable('once');`,
    );
    await Promise.all(
      [1, 2, 3].map(() => migrateUnderLock(database.knex, { directory })),
    );
    await expect(database.knex('once')).resolves.toEqual([]);
  });

  it('gets past a lock that a killed process left behind', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'migrations-'));
    writeFileSync(
      join(directory, '20260101000000_init.js'),
      `exports.up = async () => {}; exports.down = async () => {};`,
    );
    await database.knex('knex_migrations_lock').update({ is_locked: 1 });
    await database.knex('knex_migrations').delete();
    await expect(
      migrateUnderLock(database.knex, { directory }),
    ).resolves.toBeUndefined();
  });
});
