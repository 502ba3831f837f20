import { Measured } from '@quarterdeck/plugin-portal-common';
import { countDelta, durationDelta, formatDays, ratioDelta } from './measures';

const measured = (value: number | null, previous: number | null): Measured => ({
  value,
  previous,
  n: 9,
  tooFew: false,
});

describe('changes against the period before', () => {
  it.each([
    ['fewer open', measured(10, 14), 'less', '4', 'down', true],
    ['more open', measured(14, 10), 'less', '4', 'up', false],
    ['more fixed', measured(14, 10), 'more', '4', 'up', true],
    ['more accepted', measured(3, 1), 'neither', '2', 'up', undefined],
  ] as const)('%s', (_, value, better, text, direction, good) => {
    expect(countDelta(value, better)).toEqual({ text, direction, good });
  });

  it('says nothing without both numbers', () => {
    expect(countDelta(measured(3, null), 'less')).toBeUndefined();
    expect(durationDelta(measured(null, 3))).toBeUndefined();
    expect(ratioDelta(measured(null, null))).toBeUndefined();
  });

  it('judges times and ratios the other way round', () => {
    expect(durationDelta(measured(86_400, 3 * 86_400))?.good).toBe(true);
    expect(ratioDelta(measured(0.9, 0.8))?.good).toBe(true);
    expect(durationDelta(measured(100_000, 100_001))?.direction).toBe('flat');
  });

  it.each([
    [3600, '1 h'],
    [11 * 86_400, '11 d'],
    [1.25 * 86_400, '1.25 d'],
  ])('writes %d s as %s', (seconds, text) => {
    expect(formatDays(seconds)).toBe(text);
  });
});
