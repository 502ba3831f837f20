import { axisTicks, formatTick } from './axisTicks';

describe('axisTicks', () => {
  it.each([
    [34, [0, 10, 20, 30, 40]],
    [7, [0, 2, 4, 6, 8]],
    [1, [0, 1, 2]],
    [0, [0, 1, 2]],
    [1800, [0, 500, 1000, 1500, 2000]],
  ])('of counts up to %d are %j', (max, ticks) => {
    expect(axisTicks(max, 'count')).toEqual(ticks);
  });

  it('of durations are round times', () => {
    const words = axisTicks(3.5 * 86_400, 'seconds').map(tick =>
      formatTick(tick, 'seconds'),
    );
    expect(words).toEqual(['0', '1 d', '2 d', '3 d', '4 d']);
  });

  it('of ratios end at 100 % at most', () => {
    expect(
      axisTicks(0.35, 'ratio').map(tick => formatTick(tick, 'ratio')),
    ).toEqual(['0 %', '10 %', '20 %', '30 %', '40 %']);
    expect(axisTicks(1, 'ratio').at(-1)).toBe(1);
  });

  it.each([0, 0.004, 3, 59, 4000, 9e5, 9e7])(
    'hold %d with no more than six lines',
    max => {
      const ticks = axisTicks(max, 'seconds');
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
      expect(ticks.length).toBeLessThanOrEqual(6);
    },
  );
});
