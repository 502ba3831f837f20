import fc from 'fast-check';
import {
  ageBucket,
  CountedFinding,
  createdIn,
  fixedIn,
  meanAgeSeconds,
  meanTimeToFixSeconds,
  medianTimeToFixSeconds,
  netResolveRate,
  reopenedIn,
} from '@quarterdeck/plugin-security-common';
import { where } from '@quarterdeck/plugin-portal-node';
import { sumDays } from './database/dayRows';
import { countChanges } from './database/overview/countChanges';
import { countNow } from './database/overview/countNow';
import { recordDay, recountEntities } from './database/settle/entityCounts';
import {
  createSecurityDatabase,
  SecurityDatabase,
} from './testing/securityDatabase';
import { codeFinding, scan } from './testing/scans';

const dayMs = 86_400_000;
const shop = 'component:default/shop';
const now = new Date(Date.UTC(2026, 5, 1, 12));
const ago = (days: number) => new Date(now.getTime() - days * dayMs);
const window = { from: ago(30), to: now };
const before = { from: ago(60), to: ago(30) };
const many = 24;

const daysAgo = fc.integer({ min: 1, max: 89 });
const facts = fc
  .record({
    state: fc.constantFrom(
      ...([
        'open',
        'triaged',
        'fixed',
        'false_positive',
        'risk_accepted',
      ] as const),
    ),
    suppressed: fc.boolean(),
    created: daysAgo,
    later: fc.integer({ min: 0, max: 40 }),
    reopened: fc.option(daysAgo),
  })
  .map(
    ({ state, suppressed, created, later, reopened }): CountedFinding => ({
      state,
      suppressed: state === 'open' && suppressed,
      createdAt: ago(created),
      fixedAt: state === 'fixed' ? ago(Math.max(0.5, created - later)) : null,
      reopenedAt: reopened === null ? null : ago(reopened),
    }),
  );

describe('the numbers of the overview', () => {
  let database: SecurityDatabase;
  let ids: string[];
  beforeAll(async () => {
    database = await createSecurityDatabase();
    await database.import(
      scan(
        Array.from({ length: many }, (_, n) =>
          codeFinding({ ruleId: `r${n}`, locations: [{ path: `${n}.ts` }] }),
        ),
      ),
    );
    const rows = await database.knex('finding').select('finding_id');
    ids = rows.map(row => row.finding_id);
  });
  afterAll(() => database?.drop());

  const store = async (findings: readonly CountedFinding[]) => {
    const rows = findings.map((one, n) => ({
      id: ids[n],
      state: one.state,
      open: !one.suppressed && ['open', 'triaged'].includes(one.state),
      created: one.createdAt,
      fixed: one.fixedAt,
      reopened: one.reopenedAt,
    }));
    await database.knex.raw(
      `UPDATE finding f SET state = r->>'state', is_open = (r->>'open')::boolean,
         first_seen_at = (r->>'created')::timestamptz, fixed_at = (r->>'fixed')::timestamptz,
         reopened_at = (r->>'reopened')::timestamptz
       FROM jsonb_array_elements(?::jsonb) AS r WHERE f.finding_id = r->>'id'`,
      [JSON.stringify(rows)],
    );
    await recountEntities(database.knex, [shop]);
  };

  it('are those of the formulas, whatever happened to the findings', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(facts, { minLength: many, maxLength: many }),
        async findings => {
          await store(findings);
          const { knex } = database;
          const { range: told, before: past } = await countChanges(
            knex,
            where('true'),
            {
              before: before.from,
              ...window,
            },
          );
          expect({
            created: told.created,
            createdBefore: past.created,
            fixed: told.fixed,
            reopened: told.reopened,
            mean: told.meanFix,
            median: told.medianFix,
            medianBefore: past.medianFix,
            netResolveRate:
              told.created === 0 ? null : told.fixed / told.created,
          }).toEqual({
            created: createdIn(findings, window),
            createdBefore: createdIn(findings, before),
            fixed: fixedIn(findings, window),
            reopened: reopenedIn(findings, window),
            mean: close(meanTimeToFixSeconds(findings, window).value),
            median: close(medianTimeToFixSeconds(findings, window).value),
            medianBefore: close(medianTimeToFixSeconds(findings, before).value),
            netResolveRate: netResolveRate(findings, window).value,
          });
          await recountEntities(knex, [shop]);
          const stand = await countNow(
            knex,
            {
              findings: where('true'),
              counts: where('true'),
              times: where('true'),
            },
            { now, soon: now, ending: now },
          );
          const age = meanAgeSeconds(findings, now);
          expect([stand.open, stand.age]).toEqual([age.n, close(age.value)]);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('of a day count open ones by age, each in one bucket', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(facts, { minLength: many, maxLength: many }),
        async findings => {
          await store(findings);
          await database.knex('entity_day').delete();
          await recordDay(database.knex, [shop], now);
          const day = now.toISOString().slice(0, 10);
          const rows = await sumDays(database.knex, where('true'), {
            from: day,
            to: day,
          });
          const sum = (of: (row: (typeof rows)[number]) => number) =>
            rows.reduce((total, row) => total + of(row), 0);
          const open = findings.filter(
            one => !one.suppressed && ['open', 'triaged'].includes(one.state),
          );
          const inBucket = (bucket: ReturnType<typeof ageBucket>) =>
            open.filter(
              one =>
                ageBucket((now.getTime() - one.createdAt.getTime()) / 1000) ===
                bucket,
            ).length;
          expect({
            open: sum(row => row.open),
            month: sum(row => row.month) + sum(row => row.week),
            quarter: sum(row => row.quarter) + sum(row => row.older),
          }).toEqual({
            open: open.length,
            month: inBucket('week') + inBucket('month'),
            quarter: inBucket('quarter') + inBucket('older'),
          });
          expect(
            sum(row => row.week + row.month + row.quarter + row.older),
          ).toBe(open.length);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('of a day leave quality out, as the tiles do', async () => {
    const { knex } = database;
    await knex('entity_day').delete();
    await store(
      Array.from({ length: many }, () => ({
        state: 'open' as const,
        suppressed: false,
        createdAt: ago(20),
        fixedAt: null,
        reopenedAt: null,
      })),
    );
    const [first] = ids;
    await knex('finding')
      .where({ finding_id: first })
      .update({ kind: 'quality' });
    await recordDay(knex, [shop], now);
    await knex('finding').where({ finding_id: first }).update({ kind: 'sast' });
    const day = now.toISOString().slice(0, 10);
    const rows = await sumDays(knex, where('true'), { from: day, to: day });
    expect(rows.reduce((total, row) => total + row.open, 0)).toBe(many - 1);
  });

  it('of a day once past never change, whatever is said later', async () => {
    const { knex } = database;
    await knex('entity_day').delete();
    const open = async (day: Date) => {
      const text = day.toISOString().slice(0, 10);
      const rows = await sumDays(knex, where('true'), { from: text, to: text });
      return rows.reduce((total, row) => total + row.open, 0);
    };
    await store(
      Array.from({ length: many }, () => ({
        state: 'open' as const,
        suppressed: false,
        createdAt: ago(20),
        fixedAt: null,
        reopenedAt: null,
      })),
    );
    await recordDay(knex, [shop], ago(2));
    await recordDay(knex, [shop], ago(1));
    await store(
      Array.from({ length: many }, () => ({
        state: 'false_positive' as const,
        suppressed: false,
        createdAt: ago(20),
        fixedAt: null,
        reopenedAt: null,
      })),
    );
    // A day that is over is not written, however late a scan of it comes.
    await recordDay(knex, [shop], ago(2));
    expect(await open(ago(2))).toBe(many);
    await recordDay(knex, [shop], now);
    expect([await open(ago(1)), await open(now)]).toEqual([many, 0]);
  });
});

/** Postgres and JavaScript differ in the last digits. */
function close(value: number | null) {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return
  return value === null ? null : expect.closeTo(value, 3);
}
