import {
  SecurityBackend,
  startSecurityBackend,
} from './__testUtils__/startSecurityBackend';
import { codeFinding, packageFinding, scan } from './testing/scans';
import { dumpTables } from './testing/securityDatabase';

const hours = (count: number) =>
  new Date(Date.now() + count * 3_600_000).toISOString();

describe('a rebuild of security', () => {
  let backend: SecurityBackend;
  beforeAll(async () => {
    backend = await startSecurityBackend();
  });
  afterAll(() => backend?.stop());

  it('gives the same tables again, with what people decided', async () => {
    const a = codeFinding({ ruleId: 'a' });
    const b = codeFinding({ ruleId: 'b' });
    await backend.tell(
      scan([a, b, packageFinding('CVE-2026-7')], { at: hours(-9) }),
      scan([packageFinding('CVE-2026-7')], {
        at: hours(-9),
        data: { tool: 'two' },
      }),
    );
    const { body } = await backend.get('/v1/findings');
    const idOf = (rule: string) =>
      body.items.find((item: { ruleId: string }) => item.ruleId === rule).id;
    const act = (rule: string, action: object) =>
      backend.post(`/v1/findings/${idOf(rule)}/actions`).send(action);
    await act('a', { action: 'set_state', state: 'fixed' });
    await act('b', {
      action: 'set_state',
      state: 'out_of_scope',
      reason: 'a sample',
    });
    await act('CVE-2026-7', {
      action: 'accept_risk',
      owner: 'group:default/pay',
      reason: 'not reached',
      expiresAt: hours(90),
    });
    // Said to be fixed, and still there: open again.
    await backend.tell(
      scan([a, b, packageFinding('CVE-2026-7')], { at: hours(-1) }),
    );
    const states = async () =>
      Object.fromEntries(
        (await backend.get('/v1/findings')).body.items.map(
          (item: { ruleId: string; state: string; reopenedCount: number }) => [
            item.ruleId,
            `${item.state} ${item.reopenedCount}`,
          ],
        ),
      );
    expect(await states()).toEqual({
      a: 'open 1',
      b: 'out_of_scope 0',
      'CVE-2026-7': 'risk_accepted 0',
    });
    const before = await dumpTables(backend.knex);
    await backend.log.admin.rebuildReader('security');
    await backend.log.rebuilt('security');
    const [reader] = (await backend.log.admin.status()).readers;
    expect(reader?.stateReason).toBeUndefined();
    expect(await dumpTables(backend.knex)).toEqual(before);
    expect(await states()).toMatchObject({ a: 'open 1' });
  });
});
