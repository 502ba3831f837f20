import fc from 'fast-check';
import { severities } from '../words/findingWords';
import { burnDown } from './burnDown';
import { defaultSla, slaMove, slaOf, SlaFacts, SlaSettings } from './slaOf';

const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000);

const facts = (more: Partial<SlaFacts> = {}): SlaFacts => ({
  severity: 'high',
  state: 'open',
  firstSeenAt: day(0),
  ...more,
});

const at = (
  n: number,
  more: Partial<SlaFacts> = {},
  settings: Partial<SlaSettings> = {},
) => slaOf(facts(more), { ...defaultSla, ...settings }, day(n));

describe('due dates', () => {
  it.each([
    ['critical', 7],
    ['high', 30],
    ['medium', 90],
    ['low', 120],
  ] as const)('%s has %s days', (severity, days) => {
    expect(at(0, { severity })).toMatchObject({ days, dueAt: day(days) });
  });

  it.each(['info', 'unknown'] as const)('%s has none', severity => {
    expect(at(1000, { severity })).toMatchObject({
      state: 'none',
      dueAt: null,
    });
  });

  it.each([
    [0, 'on_track', 30],
    [22, 'on_track', 8],
    [23, 'due_soon', 7],
    [30, 'due_soon', 0],
    [31, 'breached', -1],
    [33, 'breached', -3],
  ] as const)('on day %s it is %s', (n, state, left) => {
    expect(at(n)).toMatchObject({ state, remainingSeconds: left * 86_400 });
  });

  it('of a tier count before the others', () => {
    const tiers = { critical: { high: 3 } };
    expect(at(0, { tier: 'critical' }, { tiers }).days).toBe(3);
    expect(at(0, { tier: 'critical', severity: 'low' }, { tiers }).days).toBe(
      120,
    );
    expect(at(0, { tier: 'other' }, { tiers }).days).toBe(30);
  });

  it('are met or missed when it is fixed', () => {
    expect(at(99, { state: 'fixed', fixedAt: day(30) }).state).toBe('met');
    expect(at(99, { state: 'fixed', fixedAt: day(31) }).state).toBe('missed');
  });

  it.each(['false_positive', 'out_of_scope'] as const)(
    'of %s there are none',
    state => {
      expect(at(99, { state }).state).toBe('none');
    },
  );

  it('of what is suppressed there are none', () => {
    expect(at(99, { suppressedBy: 'vex' }).state).toBe('none');
  });

  it('stand still while the risk is accepted', () => {
    const paused = [{ from: day(10), to: null }];
    expect(at(50, { state: 'risk_accepted', paused })).toMatchObject({
      state: 'paused',
      dueAt: null,
    });
    expect(at(50, { paused: [{ from: day(10), to: day(40) }] })).toMatchObject({
      state: 'on_track',
      dueAt: day(60),
    });
    const twice = [
      { from: day(1), to: day(5) },
      { from: day(3), to: day(6) },
    ];
    expect(at(6, { paused: twice }).dueAt).toEqual(day(35));
  });

  it('start anew when an accepted risk runs out, if so configured', () => {
    const paused = [{ from: day(10), to: day(40) }];
    expect(at(41, { paused }, { restartOnExpiry: true }).dueAt).toEqual(
      day(70),
    );
  });

  it('start anew on reopening only if so configured', () => {
    const reopened = { reopenedAt: day(20) };
    expect(at(21, reopened).dueAt).toEqual(day(30));
    expect(at(21, reopened, { restartOnReopen: true }).dueAt).toEqual(day(50));
  });

  it('move with the severity, and that is told', () => {
    expect(slaMove(at(1), at(1, { severity: 'critical' }))).toEqual({
      before: day(30).toISOString(),
      after: day(7).toISOString(),
    });
    expect(slaMove(at(1), at(2))).toBeNull();
    expect(slaMove(at(1), at(1, { severity: 'info' }))?.after).toBeNull();
  });

  it('never come back from the past: what is breached stays so until something is done', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...severities),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 400 }),
        (severity, n, more) => {
          const before = at(n, { severity }).state;
          const after = at(n + more, { severity }).state;
          expect(before !== 'breached' || after === 'breached').toBe(true);
        },
      ),
    );
  });
});

describe('burn-down', () => {
  it('follows what was open at the start', () => {
    const findings = [
      { firstSeenAt: day(-5), dueAt: day(2), endedAt: day(1) },
      { firstSeenAt: day(-5), dueAt: day(1), endedAt: null },
      { firstSeenAt: day(-5), dueAt: day(9), endedAt: day(-1) },
      { firstSeenAt: day(1), dueAt: day(9), endedAt: null },
    ];
    const { startCount, points } = burnDown(
      findings,
      [day(0), day(1), day(2), day(3)],
      day(2),
    );
    expect(startCount).toBe(2);
    expect(
      points.map(({ remaining, overdue, allowed }) => [
        remaining,
        overdue,
        allowed,
      ]),
    ).toEqual([
      [2, 0, 2],
      [1, 0, 1],
      [1, 1, 0],
      [null, null, 0],
    ]);
  });
});
