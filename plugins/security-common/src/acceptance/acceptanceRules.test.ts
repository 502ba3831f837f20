import { acceptanceBodySchema } from '../contract/acceptanceRoutes';
import {
  acceptanceCovers,
  acceptanceState,
  AcceptableFinding,
  dueReminders,
  endRefusal,
} from './acceptanceRules';

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n));
const times = { createdAt: day(0), expiresAt: day(60) };

const finding: AcceptableFinding = {
  id: 'f1',
  entityRef: 'component:default/shop',
  tool: 'Lintel',
  ruleId: 'sql-injection',
  path: 'src/query.ts',
  vulnerabilityIds: ['CVE-2026-1'],
  package: {
    name: 'left-hook',
    version: '1.0.0',
    purl: 'pkg:npm/left-hook@1.0.0',
  },
};

describe('an accepted risk', () => {
  it.each([
    ['owner', { owner: undefined }],
    ['reason', { reason: ' ' }],
    ['end', { expiresAt: undefined }],
  ])('is none without %s', (_, more) => {
    const body = {
      scope: { of: 'rule', rule: 'x' },
      owner: 'user:default/mei',
      reason: 'Not reachable',
      expiresAt: '2026-06-01T00:00:00Z',
    };
    expect(acceptanceBodySchema.safeParse(body).success).toBe(true);
    expect(acceptanceBodySchema.safeParse({ ...body, ...more }).success).toBe(
      false,
    );
  });

  it.each([
    [10, 'active'],
    [46, 'ending'],
    [59, 'ending'],
    [60, 'expired'],
  ] as const)('on day %s is %s', (n, state) => {
    expect(acceptanceState(times, day(n))).toBe(state);
  });

  it('that was revoked is over', () => {
    expect(acceptanceState({ ...times, revokedAt: day(1) }, day(2))).toBe(
      'revoked',
    );
  });

  it.each([
    [-1, false],
    [0, false],
    [1, true],
    [366, true],
    [367, false],
  ])('may end in %s days: %s', (n, may) => {
    expect(endRefusal(day(n), day(0)) === undefined).toBe(may);
  });

  it('reminds once of each day, never after the end', () => {
    const acceptance = {
      ...times,
      remindDaysBefore: [14, 3],
      sent: [] as number[],
    };
    expect(dueReminders(acceptance, day(45))).toEqual([]);
    expect(dueReminders(acceptance, day(46))).toEqual([14]);
    expect(dueReminders({ ...acceptance, sent: [14] }, day(57))).toEqual([3]);
    expect(dueReminders(acceptance, day(60))).toEqual([]);
    expect(
      dueReminders({ ...acceptance, createdAt: day(55) }, day(56)),
    ).toEqual([]);
  });
});

describe('what it covers', () => {
  it.each([
    ['the finding', { of: 'finding', findingIds: ['f1'] }, true],
    ['another finding', { of: 'finding', findingIds: ['f2'] }, false],
    [
      'the rule everywhere',
      { of: 'rule', rule: 'sql-injection', entities: [] },
      true,
    ],
    [
      'the rule of a tool',
      { of: 'rule', rule: 'sql-injection', tool: 'lintel', entities: [] },
      true,
    ],
    [
      'the rule of another tool',
      { of: 'rule', rule: 'sql-injection', tool: 'x', entities: [] },
      false,
    ],
    [
      'the rule below a folder',
      { of: 'rule', rule: 'sql-injection', path: 'src', entities: [] },
      true,
    ],
    [
      'the rule below another',
      { of: 'rule', rule: 'sql-injection', path: 'test', entities: [] },
      false,
    ],
    [
      'the rule in other entities',
      { of: 'rule', rule: 'sql-injection', entities: ['component:default/x'] },
      false,
    ],
    [
      'an alias',
      {
        of: 'vulnerability',
        vulnerability: 'ghsa-AAAA-bbbb-cccc',
        entities: [],
      },
      true,
    ],
    [
      'the package',
      {
        of: 'vulnerability',
        vulnerability: 'CVE-2026-1',
        purl: 'pkg:npm/left-hook',
        entities: [],
      },
      true,
    ],
    [
      'another version',
      {
        of: 'vulnerability',
        vulnerability: 'CVE-2026-1',
        purl: 'pkg:npm/left-hook@2.0.0',
        entities: [],
      },
      false,
    ],
    [
      'another vulnerability',
      {
        of: 'vulnerability',
        vulnerability: 'CVE-2026-2',
        entities: [finding.entityRef],
      },
      false,
    ],
  ] as const)('%s', (_, scope, covers) => {
    const groupOf = (name: string) =>
      name.startsWith('GHSA') ? 'CVE-2026-1' : name;
    const mutable = JSON.parse(JSON.stringify(scope));
    expect(acceptanceCovers(mutable, finding, groupOf)).toBe(covers);
  });
});
