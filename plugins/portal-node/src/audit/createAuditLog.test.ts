import { createTestDatabase, TestDatabase } from '../testUtils';
import { createAuditLog } from './createAuditLog';

describe('createAuditLog', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('keeps one chain under concurrent writers and notices an edit', async () => {
    const audit = createAuditLog({ knex: database.knex, pluginId: 'test' });
    await Promise.all([audit.migrate(), audit.migrate()]);
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        audit.record({
          actor: 'user:default/mei',
          action: 'subject.claim',
          target: `subject-${i}`,
          details: { b: { z: 1, a: [i] }, a: undefined },
          reason: i % 2 ? 'moved' : undefined,
        }),
      ),
    );
    await expect(audit.verify()).resolves.toEqual({ ok: true });
    const [newest] = await audit.list({ limit: 1 });
    await database
      .knex('audit_record')
      .where({ id: Number(newest.id) - 5 })
      .update({ actor: 'user:default/eve' });
    await expect(audit.verify()).resolves.toEqual({
      ok: false,
      brokenAt: String(Number(newest.id) - 5),
    });
  });

  it('vanishes with the transaction of the change it tells of', async () => {
    const audit = createAuditLog({ knex: database.knex, pluginId: 'test' });
    const before = await audit.list({ limit: 100 });
    await expect(
      database.knex.transaction(async tx => {
        await audit.record({ actor: 'a', action: 'b', target: 'c' }, tx);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await expect(audit.list({ limit: 100 })).resolves.toEqual(before);
  });
});
