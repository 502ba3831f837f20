import { bucketsOf } from '@quarterdeck/plugin-dora-common';
import { askedRange } from './askedRange';

const at = (text: string) => Date.parse(text);
// A Wednesday afternoon; the clock of Oslo changes on 25 October.
const now = at('2026-11-04T15:20:00Z');
const oslo = 'Europe/Oslo';

describe('the range of a question', () => {
  it('is twelve whole weeks and the running one, in the zone and by its weeks', () => {
    const { window, period } = askedRange(
      { from: 'now-12w', to: 'now' },
      now,
      oslo,
      1,
    );
    expect(window).toEqual({
      from: at('2026-08-10T00:00+02:00'),
      to: now,
      zone: oslo,
    });
    expect(period.to).toBe(at('2026-11-09T00:00+01:00'));
    const weeks = bucketsOf(window, 'week', now);
    expect(weeks).toHaveLength(13);
    expect(weeks.map(({ partial }) => partial)).toEqual([
      ...Array(12).fill(null),
      'current',
    ]);
    const sunday = askedRange({ from: 'now-1w', to: 'now' }, now, oslo, 7);
    expect(sunday.window.from).toBe(at('2026-10-25T00:00+02:00'));
  });

  it('is whole days and today', () => {
    const { window, period } = askedRange(
      { from: 'now-28d', to: 'now' },
      now,
      oslo,
      1,
    );
    expect(window.from).toBe(at('2026-10-07T00:00+02:00'));
    expect(period.to).toBe(at('2026-11-05T00:00+01:00'));
    const days = bucketsOf(window, 'day', now);
    expect(days).toHaveLength(29);
    expect(days.filter(({ partial }) => partial)).toHaveLength(1);
  });

  it('begins at the same instant all day', () => {
    const early = at('2026-11-03T23:00:00.000Z');
    const late = at('2026-11-04T22:59:59.999Z');
    const start = (moment: number) =>
      askedRange({ from: 'now-3d', to: 'now' }, moment, oslo, 1).window.from;
    expect(start(early)).toBe(start(late));
    expect(start(late + 1)).toBe(start(late) + 24 * 3_600_000);
  });

  it('is cut short where the first bucket is longer, and marked so', () => {
    const { window } = askedRange({ from: 'now-12w', to: 'now' }, now, oslo, 1);
    const [first] = bucketsOf(window, 'month', now);
    expect(first).toMatchObject({ label: '2026-08', partial: 'first' });
  });

  it('takes hours and dates as they are', () => {
    const { window, period } = askedRange(
      { from: 'now-24h', to: 'now' },
      now,
      oslo,
      1,
    );
    expect(window.from).toBe(now - 24 * 3_600_000);
    expect(period).toEqual(window);
    const dates = { from: '2026-01-03T11:00Z', to: '2026-02-01T00:00Z' };
    expect(askedRange(dates, now, oslo, 1).window).toEqual({
      from: at(dates.from),
      to: at(dates.to),
      zone: oslo,
    });
    expect(() =>
      askedRange({ from: 'now', to: 'now-1d' }, now, oslo, 1),
    ).toThrow('to: must be after');
  });
});
