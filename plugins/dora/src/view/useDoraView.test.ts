import { bucketTick, bucketTitle } from './bucketWords';
import { usualBucket } from './useDoraView';

describe('the buckets of a range', () => {
  it.each([
    ['now-28d', 'now', 'day'],
    ['now-12w', 'now', 'week'],
    ['now-26w', 'now', 'week'],
    ['now-52w', 'now', 'month'],
    ['2026-01-01', '2026-02-20', 'week'],
    ['nonsense', 'now', 'week'],
  ])('%s to %s are cut by the %s', (from, to, unit) => {
    expect(usualBucket(from, to)).toBe(unit);
  });
});

describe('a bucket in words', () => {
  const span = (from: string, to: string) => ({
    from: Date.parse(from),
    to: Date.parse(to),
  });
  const week = span('2026-08-09T22:00:00Z', '2026-08-16T22:00:00Z');
  it('is said in the zone it was cut in', () => {
    expect(bucketTitle(week, 'week', 'Europe/Oslo')).toBe('Week of 10 Aug');
    expect(bucketTitle(week, 'day', 'UTC')).toBe('9 Aug');
    expect(bucketTitle(week, 'month', 'UTC')).toBe('August 2026');
    expect(bucketTitle(week, 'quarter', 'UTC')).toBe('Q3 2026');
  });

  it('knows its month apart, so that it stands at the axis once', () => {
    expect(bucketTick(week, 'week', 'Europe/Oslo')).toEqual({
      full: '10 Aug',
      short: '10',
      group: 'Aug',
    });
    expect(bucketTick(week, 'quarter', 'UTC').full).toBe('Q3 2026');
  });
});
