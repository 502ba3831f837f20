import { codeFinding, day, packageFinding, scan } from './testing/scans';
import {
  createSecurityDatabase,
  SecurityDatabase,
} from './testing/securityDatabase';

describe('an import of a scan', () => {
  let database: SecurityDatabase;
  beforeAll(async () => {
    database = await createSecurityDatabase();
  });
  afterAll(() => database?.drop());
  beforeEach(() => database.clear());

  const counters = [
    'created',
    'updated',
    'unchanged',
    'fixed',
    'reopened',
    'suppressed',
    'pending_close',
    'rejected',
  ];
  const lastImport = async () => {
    const [row] = await database
      .knex('scan_import')
      .select(counters)
      .orderBy('position', 'desc')
      .limit(1);
    return Object.fromEntries(
      Object.entries(row).filter(([, count]) => Number(count) > 0),
    );
  };
  const states = async () =>
    Object.fromEntries(
      (await database.knex('finding').select('rule_id', 'state')).map(row => [
        row.rule_id,
        row.state,
      ]),
    );
  const a = codeFinding({ ruleId: 'a' });
  const b = codeFinding({ ruleId: 'b' });

  it('takes findings in', async () => {
    await database.import(scan([a, b]));
    expect(await lastImport()).toEqual({ created: 2 });
    expect(await states()).toEqual({ a: 'open', b: 'open' });
  });

  it('changes nothing when the same file comes again', async () => {
    await database.import(scan([a, b]));
    const before = await database.knex('finding').orderBy('finding_id');
    await database.import(scan([a, b], { at: day(1) }));
    expect(await lastImport()).toEqual({ unchanged: 2 });
    expect(await database.knex('finding').orderBy('finding_id')).toEqual(
      before,
    );
  });

  it('fixes what is gone and reopens what is back', async () => {
    await database.import(scan([a, b]), scan([a], { at: day(1) }));
    expect(await lastImport()).toEqual({ unchanged: 1, fixed: 1 });
    await database.import(scan([a, b], { at: day(2) }));
    expect(await lastImport()).toEqual({ unchanged: 1, reopened: 1 });
  });

  it('notes what is different', async () => {
    await database.import(
      scan([a]),
      scan([{ ...a, severity: 'low' }], { at: day(1) }),
    );
    expect(await lastImport()).toEqual({ updated: 1 });
    const [change] = await database.knex('finding_change');
    expect(change.details).toEqual({ severity: ['high', 'low'] });
  });

  it('keeps a finding that moved to another file', async () => {
    await database.import(
      scan([a]),
      scan(
        [
          {
            ...a,
            locations: [{ path: 'src/b.ts', startLine: 9, snippet: 'call a' }],
          },
        ],
        { at: day(1) },
      ),
    );
    expect(await lastImport()).toEqual({ updated: 1 });
  });

  it('holds back when much vanishes at once, until the next scan agrees', async () => {
    const many = Array.from({ length: 40 }, (_, n) =>
      codeFinding({
        ruleId: `r${n}`,
        locations: [{ path: `src/${n}.ts`, startLine: 1, snippet: `s${n}` }],
      }),
    );
    await database.import(scan(many), scan([many[0]], { at: day(1) }));
    expect(await lastImport()).toEqual({ unchanged: 1, pending_close: 39 });
    await database.import(scan(many.slice(0, 2), { at: day(2) }));
    expect(await lastImport()).toEqual({ unchanged: 2, fixed: 38 });
  });

  it('closes nothing by a failed, partial or older scan, nor of another branch', async () => {
    await database.import(scan([a, b], { at: day(5) }));
    for (const [data, at] of [
      [{ scan: { status: 'failed' as const } }, day(6)],
      [{ scan: { status: 'partial' as const } }, day(7)],
      [{ rejectedCount: 1 }, day(8)],
      [{ scan: { closeOld: false } }, day(9)],
      [{ branch: 'feature' }, day(10)],
      [{ environment: 'staging' }, day(10)],
      [{ scan: { scope: 'backend' } }, day(10)],
      [{ tool: 'other' }, day(10)],
      [{}, day(4)],
    ] as const) {
      await database.import(scan([], { at, data }));
    }
    const rows = await database.knex('finding').where({ state: 'fixed' });
    expect(rows).toEqual([]);
  });

  it('gives the place a finding moved from to a new one', async () => {
    const at = (path: string, more = {}) => ({
      ...a,
      locations: [{ path, startLine: 9, snippet: 'call a' }],
      ...more,
    });
    await database.import(
      scan([at('src/a.ts')]),
      scan([at('src/b.ts')], { at: day(1) }),
      scan([at('src/a.ts'), at('src/b.ts')], { at: day(2) }),
      scan([at('src/b.ts')], { at: day(3) }),
    );
    const rows = await database
      .knex('finding')
      .select('path', 'state', 'finding_id', 'identity')
      .orderBy('path');
    expect(rows).toMatchObject([
      { path: 'src/a.ts', state: 'fixed' },
      { path: 'src/b.ts', state: 'open' },
    ]);
    expect(new Set(rows.map(row => row.identity)).size).toBe(2);
  });

  it('counts what several tools found once', async () => {
    const told = await database.import(
      scan([packageFinding('CVE-2026-1')], {
        data: { tool: 'one', commit: 'c1' },
      }),
      scan([packageFinding('GHSA-x')], { data: { tool: 'two', commit: 'c1' } }),
      scan(
        [
          packageFinding('GHSA-x', {
            vulnerabilityIds: ['GHSA-x', 'CVE-2026-1'],
          }),
        ],
        {
          data: { tool: 'three', commit: 'c1' },
        },
      ),
    );
    const rows = await database
      .knex('finding')
      .select('listed', 'tools', 'alias_key');
    expect(rows.filter(row => row.listed)).toEqual([
      { listed: true, tools: ['one', 'three', 'two'], alias_key: 'CVE-2026-1' },
    ]);
    expect(told.map(event => event.data)).toMatchObject([
      { commitOpen: { high: 1 } },
      { commitOpen: { high: 2 } },
      { commitOpen: { high: 1 } },
    ]);
  });
});
