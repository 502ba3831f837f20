import fc from 'fast-check';
import { decideImport } from '@quarterdeck/plugin-security-common';
import {
  codeFinding,
  day,
  packageFinding,
  scan,
  TestScan,
} from './testing/scans';
import {
  createSecurityDatabase,
  SecurityDatabase,
} from './testing/securityDatabase';

const finding = (n: number, told = 0) =>
  n % 2 === 0
    ? codeFinding({ ruleId: `rule-${n}`, title: `told ${told}` })
    : packageFinding(`CVE-2026-${n}`, {
        vulnerabilityIds:
          told > 1
            ? [`CVE-2026-${n}`, `GHSA-${n}`]
            : [told > 0 ? `GHSA-${n}` : `CVE-2026-${n}`],
      });

/** What a scan of a tool has, day by day. */
const days = fc.array(
  fc.uniqueArray(fc.record({ n: fc.nat(5), told: fc.nat(2) }), {
    selector: ({ n }) => n,
    maxLength: 5,
  }),
  { minLength: 1, maxLength: 4 },
);

const scansOf = (
  tool: string,
  told: readonly (readonly { n: number; told: number }[])[],
): TestScan[] =>
  told.map((found, at) =>
    scan(
      found.map(one => finding(one.n, one.told)),
      { at: day(at), data: { tool } },
    ),
  );

/** Any way to put lists into one that keeps the order within each. */
function woven<T>(
  lists: readonly (readonly T[])[],
  turns: readonly number[],
): T[] {
  const left = lists.map(list => [...list]);
  const result: T[] = [];
  let turn = 0;
  while (left.some(list => list.length > 0)) {
    const open = left.filter(list => list.length > 0);
    const [next] = open[(turns[turn % turns.length] ?? 0) % open.length].splice(
      0,
      1,
    );
    result.push(next);
    turn += 1;
  }
  return result;
}

describe('imports of different keys', () => {
  let database: SecurityDatabase;
  beforeAll(async () => {
    database = await createSecurityDatabase();
  });
  afterAll(() => database?.drop());

  const outcome = async (scans: readonly TestScan[]) => {
    await database.clear();
    await database.import(...scans);
    const {
      finding: rows,
      alias_group: groups,
      entity_count: counts,
    } = await database.dump();
    return JSON.stringify([rows, groups, counts]);
  };

  it('give the same findings in whatever order they come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(days, days, days),
        fc.array(fc.nat(5), { minLength: 1, maxLength: 12 }),
        async ([a, b, c], turns) => {
          const lists = [
            scansOf('one', a),
            scansOf('two', b),
            scansOf('three', c),
          ];
          const straight = await outcome(lists.flat());
          expect(await outcome(woven(lists, turns))).toBe(straight);
        },
      ),
      { numRuns: 5, endOnFailure: true },
    );
  });

  it('change nothing when the last scan of a key comes again', async () => {
    await fc.assert(
      fc.asyncProperty(days, async told => {
        const scans = scansOf('one', told);
        const once = await outcome(scans);
        await database.import(scans[scans.length - 1]);
        const {
          finding: rows,
          alias_group: groups,
          entity_count: counts,
        } = await database.dump();
        expect(JSON.stringify([rows, groups, counts])).toBe(once);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });

  it('count as decideImport does', async () => {
    const state = fc.constantFrom('open', 'fixed', 'absent' as const);
    const report = fc.uniqueArray(
      fc.record({
        n: fc.nat(6),
        told: fc.nat(1),
        state,
        suppressed: fc.boolean(),
      }),
      { selector: ({ n }) => n, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            report,
            status: fc.constantFrom('success', 'partial', 'failed' as const),
            closeOld: fc.boolean(),
          }),
          { minLength: 1, maxLength: 5 },
        ),
        async steps => {
          await database.clear();
          let existing: Parameters<typeof decideImport>[0] = [];
          for (const [at, step] of steps.entries()) {
            await database.import(
              scan(
                step.report.map(one =>
                  codeFinding({
                    ruleId: `r${one.n}`,
                    title: `told ${one.told}`,
                    locations: [
                      { path: `src/${one.n}.ts`, snippet: `s${one.n}` },
                    ],
                    state: one.state as 'open',
                    ...(one.suppressed
                      ? { suppressed: { by: 'source' as const } }
                      : {}),
                  }),
                ),
                {
                  at: day(at),
                  data: {
                    scan: {
                      status: step.status as 'success',
                      closeOld: step.closeOld,
                    },
                  },
                },
              ),
            );
            const decided = decideImport(
              existing,
              step.report.map(one => ({
                keys: [`k${one.n}`],
                identityVersion: 1,
                collapses: false,
                occurrences: 1,
                gone: one.state !== 'open',
                suppressedBy: one.suppressed ? ('source' as const) : null,
                severity: 'high' as const,
                content: { title: `told ${one.told}` },
                sortKey: '',
              })),
              {
                status: step.status as 'success',
                rejected: 0,
                scannedAt: new Date(day(at)),
                lastScannedAt: at > 0 ? new Date(day(at - 1)) : null,
                closeOld: step.closeOld,
              },
            );
            existing = decided.decisions.map((one, index) => ({
              id: one.id ?? `f${at}-${index}`,
              keys: one.keys,
              identityVersion: one.identityVersion,
              ordinal: 0,
              state: one.state,
              resolution: null,
              acceptedUntil: null,
              suppressedBy: one.suppressedBy,
              pendingClose: one.pendingClose,
              reopenedCount: one.reopenedCount,
              occurrences: one.occurrences,
              severity: one.severity,
              content: one.content,
              fixedBy: one.fixedBy,
            }));
            const [row] = await database
              .knex('scan_import')
              .orderBy('position', 'desc')
              .limit(1);
            expect(
              Object.fromEntries(
                Object.keys(decided.counters).map(name => [name, row[name]]),
              ),
            ).toEqual(decided.counters);
          }
        },
      ),
      { numRuns: 10, endOnFailure: true },
    );
  });
});
