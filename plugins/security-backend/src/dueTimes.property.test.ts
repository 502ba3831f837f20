import fc from 'fast-check';
import { where } from '@quarterdeck/plugin-portal-node';
import { burnDown, severities } from '@quarterdeck/plugin-security-common';
import { countByEntity } from './database/overview/countByEntity';
import { countSla } from './database/overview/countSla';
import { recountEntities } from './database/settle/entityCounts';
import { loadDue } from './database/times/loadDue';
import {
  createSecurityDatabase,
  SecurityDatabase,
} from './testing/securityDatabase';
import { codeFinding, scan } from './testing/scans';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const shop = 'component:default/shop';
const now = new Date(Date.UTC(2026, 5, 1, 12));
const from = new Date(now.getTime() - 30 * dayMs);
const soon = new Date(now.getTime() + 7 * dayMs);
const moments = Array.from(
  { length: 31 },
  (_, n) => new Date(from.getTime() + n * dayMs),
);
const many = 30;

// Never at a moment that is asked for: on which side of it is another question.
const hour = (min: number, max: number) =>
  fc
    .integer({ min, max })
    .map(hours => new Date(now.getTime() + (hours + 0.5) * hourMs));
const facts = fc
  .record({
    severity: fc.constantFrom(...severities.slice(0, 3)),
    state: fc.constantFrom('open', 'fixed', 'false_positive'),
    seen: hour(-60 * 24, -1),
    due: fc.option(fc.integer({ min: 0, max: 90 * 24 })),
    ends: fc.integer({ min: 0, max: 40 * 24 }),
  })
  .map(({ severity, state, seen, due, ends }) => ({
    severity,
    state,
    seen,
    due: due === null ? null : new Date(seen.getTime() + due * hourMs),
    ended:
      state === 'open'
        ? null
        : new Date(Math.min(now.getTime(), seen.getTime() + ends * hourMs)),
  }));
type Facts = typeof facts extends fc.Arbitrary<infer T> ? T : never;

describe('what is kept of when findings are due', () => {
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

  const store = async (findings: readonly Facts[]) => {
    await database.knex.raw(
      `UPDATE finding f SET state = r->>'state', is_open = r->>'state' = 'open',
         severity = r->>'severity', first_seen_at = (r->>'seen')::timestamptz,
         sla_due = (r->>'due')::timestamptz, changed_at = coalesce((r->>'ended')::timestamptz, changed_at),
         fixed_at = CASE WHEN r->>'state' = 'fixed' THEN (r->>'ended')::timestamptz END
       FROM jsonb_array_elements(?::jsonb) AS r WHERE f.finding_id = r->>'id'`,
      [JSON.stringify(findings.map((one, n) => ({ id: ids[n], ...one })))],
    );
    await recountEntities(database.knex, [shop]);
  };

  it('gives the burn-down, the due dates and the past due of each finding', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(facts, { minLength: many, maxLength: many }),
        async findings => {
          await store(findings);
          const { knex } = database;
          const timed = findings.flatMap(({ seen, due, ended }) =>
            due ? [{ firstSeenAt: seen, dueAt: due, endedAt: ended }] : [],
          );
          expect(
            burnDown(await loadDue(knex, where('true'), moments), moments, now),
          ).toEqual(burnDown(timed, moments, now));

          const counted = await countSla(
            knex,
            { counts: where('true'), times: where('true') },
            { now, soon, from, to: now },
          );
          for (const severity of severities.slice(0, 3)) {
            const own = findings.filter(one => one.severity === severity);
            const open = own.filter(one => one.state === 'open');
            const fixed = own.filter(
              ({ state, ended, due }) =>
                state === 'fixed' &&
                due &&
                ended &&
                ended >= from &&
                ended < now,
            );
            const met = fixed.filter(
              ({ due, ended }) => due && ended && ended <= due,
            );
            expect([severity, counted(severity)]).toEqual([
              severity,
              {
                open: open.length,
                paused: 0,
                breached: open.filter(({ due }) => due && due < now).length,
                dueSoon: open.filter(
                  ({ due }) => due && due >= now && due < soon,
                ).length,
                met: met.length,
                missed: fixed.length - met.length,
              },
            ]);
          }

          const open = findings.filter(one => one.state === 'open');
          const byEntity = await countByEntity(knex, where('true'), {
            since: from,
            now,
          });
          expect(byEntity.get(shop) ?? { created: 0, pastDue: 0 }).toEqual({
            created: open.filter(({ seen }) => seen >= from).length,
            pastDue: open.filter(({ due }) => due && due < now).length,
          });
        },
      ),
      { numRuns: 25 },
    );
  });
});
