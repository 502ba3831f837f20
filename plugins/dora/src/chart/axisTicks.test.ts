import { axisTicks, dotsAxis, formatTick, logTicks } from './axisTicks';

const hour = 3600;
const day = 24 * hour;

describe('dotsAxis', () => {
  const usual = { share: 0.95, least: hour };

  it('takes in what is not far from the others', () => {
    const values = [1, 2, 3, 5].map(hours => hours * hour);
    expect(dotsAxis(values, usual)).toBe(6 * hour);
  });

  it('leaves out what would press the others to the ground', () => {
    const values = [...Array.from({ length: 40 }, () => 2 * hour), 30 * day];
    expect(dotsAxis(values, usual)).toBe(2 * hour);
  });

  it('is never shorter than what has to fit besides', () => {
    expect(dotsAxis([], usual)).toBe(hour);
  });
});

describe('logTicks', () => {
  it.each([
    [40, 9 * day, ['1 min', '10 min', '1 h', '6 h', '1 d', '7 d', '28 d']],
    [700, 5 * hour, ['10 min', '1 h', '6 h']],
    [0, 30, ['1 min', '10 min']],
  ])('from %d to %d seconds', (least, most, words) => {
    expect(
      logTicks(least, most).map(tick => formatTick(tick, 'seconds')),
    ).toEqual(words);
  });
});

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
