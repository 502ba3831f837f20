import fc from 'fast-check';
import { severities } from '../words/findingWords';
import {
  ageBucket,
  ageSeconds,
  CountedFinding,
  createdIn,
  fixedIn,
  meanAgeSeconds,
  meanTimeToFixSeconds,
  median,
  medianTimeToFixSeconds,
  netChange,
  netResolveRate,
  reopenedIn,
} from './findingNumbers';
import { priority, PriorityFacts } from './priority';
import { riskScore } from './riskScore';

const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000);
const days = (n: number) => n * 86_400;
const window = { from: day(0), to: day(30) };

const finding = (more: Partial<CountedFinding> = {}): CountedFinding => ({
  state: 'open',
  suppressed: false,
  createdAt: day(1),
  fixedAt: null,
  reopenedAt: null,
  ...more,
});
const fixed = (created: number, at: number) =>
  finding({ state: 'fixed', createdAt: day(created), fixedAt: day(at) });

describe('time to fix', () => {
  const some = [fixed(1, 3), fixed(2, 12), fixed(0, 40)];

  it('is fixed minus created, of what was fixed in the window', () => {
    expect(meanTimeToFixSeconds(some, window)).toEqual({
      value: days(6),
      n: 2,
    });
    expect(medianTimeToFixSeconds(some, window)).toEqual({
      value: days(6),
      n: 2,
    });
  });

  it('leaves false positives out', () => {
    const wrong = finding({ state: 'false_positive', fixedAt: day(2) });
    expect(meanTimeToFixSeconds([...some, wrong], window).n).toBe(2);
  });

  it('of nothing is no number, and not zero', () => {
    expect(meanTimeToFixSeconds([], window)).toEqual({ value: null, n: 0 });
    expect(median([])).toBeNull();
  });
});

describe('age', () => {
  it('of what was reopened counts from its creation', () => {
    expect(ageSeconds(finding({ reopenedAt: day(9) }), day(11))).toBe(days(10));
  });

  it('of what is fixed ends there', () => {
    expect(ageSeconds(fixed(1, 5), day(100))).toBe(days(4));
  });

  it('is the mean of what is open', () => {
    const list = [finding(), fixed(0, 3), finding({ suppressed: true })];
    expect(meanAgeSeconds(list, day(11))).toEqual({ value: days(10), n: 1 });
  });

  it.each([
    [7, 'week'],
    [7.1, 'month'],
    [30, 'month'],
    [90, 'quarter'],
    [91, 'older'],
  ] as const)('of %s days is in %s', (n, bucket) => {
    expect(ageBucket(days(n))).toBe(bucket);
  });
});

describe('what came and went', () => {
  const back = finding({ createdAt: day(-9), reopenedAt: day(5) });

  it('counts reopened ones that are open at the end', () => {
    expect(
      reopenedIn([back, { ...back, state: 'fixed', fixedAt: day(6) }], window),
    ).toBe(1);
  });

  it('resolves what was closed and stayed so, of those created', () => {
    const list = [fixed(1, 3), finding(), back];
    expect(createdIn(list, window)).toBe(2);
    expect(fixedIn(list, window)).toBe(1);
    expect(netResolveRate(list, window)).toEqual({ value: 0.5, n: 2 });
    expect(netResolveRate([back], window).value).toBeNull();
  });

  it('nets created and reopened against fixed', () => {
    expect(netChange({ created: 5, reopened: 1, fixed: 8 })).toBe(-2);
  });
});

describe('risk score', () => {
  it('is 10 C + 5 H + 3 M + 1 L + 5 U', () => {
    const open = {
      critical: 1,
      high: 2,
      medium: 3,
      low: 4,
      info: 5,
      unknown: 6,
    };
    expect(riskScore(open)).toBe(10 + 10 + 9 + 4 + 30);
    expect(
      riskScore(open, {
        critical: 0,
        high: 0,
        medium: 0,
        low: 0,
        info: 1,
        unknown: 0,
      }),
    ).toBe(5);
  });
});

describe('priority', () => {
  const facts: PriorityFacts = {
    severity: 'medium',
    epss: null,
    knownExploited: false,
    inProduction: null,
    exposed: null,
  };
  const any = fc.record({
    severity: fc.constantFrom(...severities),
    epss: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    knownExploited: fc.boolean(),
    inProduction: fc.option(fc.boolean()),
    exposed: fc.option(fc.boolean()),
    verifiedSecret: fc.boolean(),
    hasFix: fc.boolean(),
    development: fc.boolean(),
  });

  it('is between 0 and 1000 and never falls for what is exploited or runs', () => {
    fc.assert(
      fc.property(any, one => {
        const value = priority(one);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1000);
        expect(
          priority({ ...one, knownExploited: true }),
        ).toBeGreaterThanOrEqual(value);
        expect(priority({ ...one, inProduction: true })).toBeGreaterThanOrEqual(
          value,
        );
        expect(
          priority({ ...one, severity: 'critical' }),
        ).toBeGreaterThanOrEqual(value);
      }),
    );
  });

  it('puts what is not known between yes and no', () => {
    const of = (inProduction: boolean | null) =>
      priority({ ...facts, inProduction });
    expect(of(false)).toBeLessThan(of(null));
    expect(of(null)).toBeLessThan(of(true));
  });
});
