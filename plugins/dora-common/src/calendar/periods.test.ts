import { bucketsOf } from './buckets';
import {
  aroundMarker,
  comparablePeriod,
  lastDays,
  previousPeriod,
} from './periods';
import { zoneDays } from './zoneDays';

const at = (text: string) => Date.parse(text);
const berlin = 'Europe/Berlin';
const text = ({ from, to }: { from: number; to: number }) => [
  new Date(from).toISOString(),
  new Date(to).toISOString(),
];

describe('periods', () => {
  it('counts days by the calendar: one of 23 hours is one', () => {
    expect(
      zoneDays(
        at('2026-03-28T00:00+01:00'),
        at('2026-03-31T00:00+02:00'),
        berlin,
      ),
    ).toBe(3);
    expect(zoneDays(5, 5, berlin)).toBe(0);
  });

  it('lasts to the end of today', () => {
    const window = lastDays(7, at('2026-03-31T15:00+02:00'), berlin);
    expect(text(window)).toEqual([
      '2026-03-24T23:00:00.000Z',
      '2026-03-31T22:00:00.000Z',
    ]);
  });

  it('has a previous one of as many days, over a change of the clock', () => {
    const window = {
      from: at('2026-03-29T00:00+01:00'),
      to: at('2026-04-05T00:00+02:00'),
      zone: berlin,
    };
    expect(text(previousPeriod(window))).toEqual([
      '2026-03-21T23:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
    ]);
  });

  it('compares a running week with as much of the one before', () => {
    const window = {
      from: at('2026-03-23T00:00+01:00'),
      to: at('2026-03-30T00:00+02:00'),
      zone: berlin,
    };
    const like = comparablePeriod(window, at('2026-03-25T00:00+01:00'));
    expect(zoneDays(like.from, like.to, berlin)).toBe(2);
    expect(comparablePeriod(window, window.to)).toEqual(previousPeriod(window));
  });

  it('puts the marker into what comes after, both sides equally long', () => {
    const marker = at('2026-03-27T12:00+01:00');
    const asOf = at('2026-04-02T12:00+02:00');
    const { before, after } = aroundMarker(marker, 30, asOf, berlin);
    expect(after).toEqual({ from: marker, to: asOf, zone: berlin });
    expect(before.to).toBe(marker);
    expect(zoneDays(before.from, before.to, berlin)).toBe(6);
  });
});

describe('buckets over a year', () => {
  const zones = [
    'Europe/Berlin',
    'America/Sao_Paulo',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'Africa/Cairo',
    'Australia/Lord_Howe',
    'America/Santiago',
    'Africa/Casablanca',
  ];

  it.each(zones)('join without gaps in %s', zone => {
    for (const year of [2011, 2018, 2026]) {
      const window = {
        from: Date.UTC(year, 0, 1),
        to: Date.UTC(year + 1, 0, 1),
        zone,
      };
      for (const unit of ['day', 'week', 'month', 'quarter'] as const) {
        const buckets = bucketsOf(window, unit, window.to, 7);
        expect(buckets[0].from).toBe(window.from);
        expect(buckets.at(-1)?.to).toBe(window.to);
        buckets
          .slice(1)
          .forEach((one, i) => expect(one.from).toBe(buckets[i].to));
        expect(new Set(buckets.map(({ label }) => label)).size).toBe(
          buckets.length,
        );
        expect(buckets.every(({ from, to }) => to > from)).toBe(true);
      }
    }
  });

  it('begins a day without midnight when it begins', () => {
    // In Santiago the clock goes from 24:00 to 01:00.
    const [day] = bucketsOf(
      {
        from: at('2026-09-05T12:00-04:00'),
        to: at('2026-09-08T00:00-03:00'),
        zone: 'America/Santiago',
      },
      'day',
      at('2026-09-30T00:00Z'),
    ).slice(1);
    expect(text(day)).toEqual([
      '2026-09-06T04:00:00.000Z',
      '2026-09-07T03:00:00.000Z',
    ]);
    expect(day.label).toBe('2026-09-06');
  });

  it.each([
    [1, '2025-12-29', 'first'],
    [5, '2025-12-26', 'first'],
    [4, '2026-01-01', null],
  ] as const)(
    'begins weeks on day %s as the team says: the first one on %s',
    (weekStart, begin, partial) => {
      const window = {
        from: at('2026-01-01T00:00Z'),
        to: at('2026-03-01T00:00Z'),
        zone: 'UTC',
      };
      const weeks = bucketsOf(window, 'week', window.to, weekStart);
      expect(weeks[0]).toMatchObject({ from: window.from, partial });
      expect(weeks[1].from).toBe(at(`${begin}T00:00Z`) + 7 * 86_400_000);
    },
  );

  it('names the ISO week of the turn of the year', () => {
    const day = at('2027-01-01T12:00Z');
    const [week] = bucketsOf(
      { from: day, to: day + 1, zone: 'UTC' },
      'week',
      day,
    );
    expect(week.label).toBe('2026-W53');
  });
});
