import { codeFinding, day, scan } from './testing/scans';
import {
  createSecurityDatabase,
  SecurityDatabase,
} from './testing/securityDatabase';

describe('a report that hardly changed', () => {
  let database: SecurityDatabase;

  beforeAll(async () => {
    database = await createSecurityDatabase();
  });
  afterEach(() => database.clear());
  afterAll(() => database.drop());

  const rule = (n: number) => codeFinding({ ruleId: `rule-${n}` });
  const rules = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => rule(from + n));

  /** The counters of the newest import that are not zero. */
  async function imported(one: ReturnType<typeof scan>) {
    await database.import(one);
    const [row] = await database
      .knex('scan_import')
      .orderBy('position', 'desc')
      .limit(1);
    const counted = Object.entries({
      created: row.created,
      updated: row.updated,
      unchanged: row.unchanged,
      fixed: row.fixed,
      reopened: row.reopened,
      waiting: row.pending_close,
    }).filter(([, n]) => n > 0);
    return {
      counts: Object.fromEntries(counted),
      before: row.before_counts,
      after: row.after_counts,
    };
  }
  const states = async () => {
    const rows = await database
      .knex('finding')
      .select('state', 'pending_close')
      .count('* as n')
      .groupBy('state', 'pending_close')
      .orderBy(['state', 'pending_close']);
    return rows.map(row => [row.state, row.pending_close, Number(row.n)]);
  };

  it('is told apart from what it only confirms', async () => {
    await database.import(scan(rules(0, 60)));
    const told = { ...rule(1), severity: 'low' as const };
    const next = [rule(0), told, ...rules(3, 60), rule(100)];
    expect(await imported(scan(next, { at: day(1) }))).toEqual({
      counts: { created: 1, updated: 1, unchanged: 58, fixed: 1 },
      before: { high: 60 },
      after: { high: 59, low: 1 },
    });
    expect((await imported(scan(next, { at: day(2) }))).counts).toEqual({
      unchanged: 60,
    });
    expect(await states()).toEqual([
      ['fixed', false, 1],
      ['open', false, 60],
    ]);
  });

  it('may have the same record twice, and once again', async () => {
    const once = [rule(1), rule(2)];
    await database.import(scan(once));
    const twice = scan([rule(1), rule(2), rule(1)], { at: day(1) });
    expect((await imported(twice)).counts).toEqual({
      updated: 1,
      unchanged: 1,
    });
    expect(
      (await imported(scan([rule(1), rule(1), rule(2)], { at: day(2) })))
        .counts,
    ).toEqual({ unchanged: 2 });
    expect((await imported(scan(once, { at: day(3) }))).counts).toEqual({
      updated: 1,
      unchanged: 1,
    });
  });

  it('takes back what waited to be closed, and counts every live one', async () => {
    await database.import(scan(rules(0, 50)));
    const few = scan(rules(0, 20), { at: day(1) });
    // 30 of 50 at once: they wait.
    expect((await imported(few)).counts).toEqual({
      unchanged: 20,
      waiting: 30,
    });
    expect(await states()).toEqual([
      ['open', false, 20],
      ['open', true, 30],
    ]);
    expect((await imported(scan(rules(0, 50), { at: day(2) }))).counts).toEqual(
      { unchanged: 50 },
    );
    expect(await states()).toEqual([['open', false, 50]]);
    // 25 of 75, the new ones counted: less than half.
    expect(
      (await imported(scan(rules(25, 75), { at: day(3) }))).counts,
    ).toEqual({ created: 25, unchanged: 25, fixed: 25 });
  });

  it('keeps what shares its key with a record that is told anew', async () => {
    const at = (line: number) =>
      codeFinding({
        ruleId: 'rule-1',
        locations: [{ path: 'src/a.ts', startLine: line, snippet: 'same()' }],
      });
    await database.import(scan([at(3), at(9)]));
    expect(
      (await imported(scan([at(3), at(9), at(30)], { at: day(1) }))).counts,
    ).toEqual({ created: 1, unchanged: 2 });
    expect(
      (await imported(scan([at(3), at(31)], { at: day(2) }))).counts,
    ).toEqual({ unchanged: 1, updated: 1, fixed: 1 });
  });

  it('is counted anew where something that is counted changed', async () => {
    /** The kept counts and the findings themselves, as one text each. */
    const counts = async () => {
      const { rows } = await database.knex.raw<{
        rows: { kept: string; counted: string }[];
      }>(`SELECT
        (SELECT string_agg(concat_ws(' ', severity, state, has_fix, listed), ', '
          ORDER BY severity, state, has_fix) FROM finding_count) AS kept,
        (SELECT string_agg(concat_ws(' ', severity, state, has_fix, n), ', '
          ORDER BY severity, state, has_fix) FROM (
          SELECT severity, state, fixed_version IS NOT NULL AS has_fix, count(*) AS n
          FROM finding WHERE listed GROUP BY 1, 2, 3) f) AS counted`);
      return rows[0];
    };
    const told = async (...records: Parameters<typeof scan>[0][]) => {
      const kept: string[] = [];
      for (const [n, one] of records.entries()) {
        await database.import(scan(one, { at: day(n) }));
        const { kept: text, counted } = (await counts()) ?? {};
        expect(text).toBe(counted);
        kept.push(text ?? '');
      }
      return kept;
    };
    const other = codeFinding({ ruleId: 'rule-2', title: 'In other words' });
    const worse = codeFinding({ ruleId: 'rule-2', severity: 'critical' });
    expect(
      await told(
        rules(1, 4),
        [rule(1), other, rule(3)],
        [rule(1), worse, rule(3)],
        [rule(1), worse],
        [worse],
        [rule(1), worse, rule(9)],
      ),
    ).toEqual([
      'high open f 3',
      'high open f 3',
      'critical open f 1, high open f 2',
      'critical open f 1, high fixed f 1, high open f 1',
      'critical open f 1, high fixed f 2',
      'critical open f 1, high fixed f 1, high open f 2',
    ]);
  });

  it('confirms findings of the tool that tells them, not of one that told them before', async () => {
    const of = (name: string, ruleId: string) =>
      codeFinding({ ruleId, tool: { name } });
    const mixed = [of('beacon', 'rule-1'), of('lookout', 'rule-2')];
    // Sent as of one tool: both are filed under its name.
    await database.import(scan(mixed));
    // Then each as of its own.
    const named = { ...scan(mixed, { at: day(1) }) };
    named.data = { ...named.data, tool: undefined };
    await database.import(named);
    const rows = await database
      .knex('finding')
      .select('tool', 'rule_id', 'scan_state')
      .orderBy(['tool', 'rule_id']);
    expect(rows.map(row => Object.values(row).join(' '))).toEqual([
      'beacon rule-1 open',
      'lookout rule-1 fixed',
      'lookout rule-2 open',
    ]);
  });
});
