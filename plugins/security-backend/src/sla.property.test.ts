import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import {
  defaultSla,
  findingStates,
  severities,
  slaOf,
} from '@quarterdeck/plugin-security-common';
import { insertAcceptance } from './database/acceptanceRows';
import { prepareTouched, touchFindings } from './database/settle/touched';
import { settle } from './service/settle';
import { codeFinding, scan } from './testing/scans';
import {
  createSecurityDatabase,
  SecurityDatabase,
  testImportDeps,
} from './testing/securityDatabase';

const start = Date.UTC(2026, 0, 1);
const now = new Date(start + 400 * 86_400_000);
const instant = fc
  .integer({ min: 0, max: 390 * 24 })
  .map(hour => new Date(start + hour * 3_600_000));

/** What happened to one finding. */
const history = fc.record({
  firstSeenAt: instant,
  severity: fc.constantFrom(...severities.slice(0, 4)),
  reopenedAt: fc.option(instant),
  fixedAt: fc.option(instant),
  accepted: fc.array(fc.tuple(instant, fc.option(instant, { freq: 8 })), {
    maxLength: 4,
  }),
});

const earlier = (a: Date, b: Date) => (a < b ? a : b);
const later = (a: Date, b: Date) => (a < b ? b : a);

describe('due dates', () => {
  let database: SecurityDatabase;
  beforeAll(async () => {
    database = await createSecurityDatabase();
  });
  afterAll(() => database?.drop());

  it('are in SQL what slaOf says, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(history, { minLength: 1, maxLength: 25 }),
        fc.boolean(),
        fc.boolean(),
        async (histories, restartOnReopen, restartOnExpiry) => {
          await database.clear();
          const { knex } = database;
          await database.import(
            scan(
              histories.map(({ severity }, index) =>
                codeFinding({ ruleId: `r${index}`, severity }),
              ),
              { at: new Date(start).toISOString() },
            ),
          );
          const rows = await knex('finding').select(
            'finding_id',
            'identity',
            'rule_id',
          );
          const told = rows.map(row => ({
            ...row,
            ...histories[Number(row.rule_id.slice(1))],
          }));
          for (const one of told) {
            const { firstSeenAt } = one;
            await knex('finding')
              .where({ finding_id: one.finding_id })
              .update({
                first_seen_at: firstSeenAt,
                reopened_at:
                  one.reopenedAt && later(one.reopenedAt, firstSeenAt),
                scan_state: one.fixedAt ? 'fixed' : 'open',
                fixed_at: one.fixedAt && later(one.fixedAt, firstSeenAt),
                fixed_by: one.fixedAt && 'scan',
              });
            for (const [a, b] of one.accepted) {
              await insertAcceptance(knex, {
                id: randomUUID(),
                scope: {},
                covers: 'finding',
                subjects: [one.identity],
                tool: null,
                path: null,
                package_key: null,
                entity_refs: null,
                title: 't',
                owner: 'user:default/ada',
                reason: 'r',
                created_by: 'user:default/ada',
                created_at: b ? earlier(a, b) : a,
                expires_at: now,
                remind_days: [],
                reminded_days: [],
                action_id: null,
                ended_at: b && later(a, b),
                ended_by: null,
                end_reason: null,
              });
            }
          }
          const days = severities.flatMap(severity => {
            const count = defaultSla.days[severity];
            return count ? [{ tier: '', severity, days: count }] : [];
          });
          await knex.transaction(async tx => {
            await prepareTouched(tx);
            await touchFindings(
              tx,
              rows.map(row => row.finding_id),
            );
            await settle(tx, {
              ...testImportDeps.rules,
              slaDays: days,
              restartOnReopen,
              restartOnExpiry,
            });
          });
          const settled = await knex('finding').select();
          const accepted = await knex('risk_acceptance').select();
          for (const row of settled) {
            const state = findingStates.find(one => one === row.state);
            const severity = severities.find(one => one === row.severity);
            if (!state || !severity) throw new Error(`${row.state}`);
            const sla = slaOf(
              {
                severity,
                state,
                firstSeenAt: row.first_seen_at,
                reopenedAt: row.reopened_at,
                fixedAt: row.fixed_at,
                paused: accepted
                  .filter(one => one.subjects.includes(row.identity))
                  .map(one => ({ from: one.created_at, to: one.ended_at })),
              },
              { ...defaultSla, restartOnReopen, restartOnExpiry },
              now,
            );
            expect([row.rule_id, row.state, row.sla_due]).toEqual([
              row.rule_id,
              row.state,
              sla.dueAt,
            ]);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});
