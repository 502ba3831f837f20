import { minuteBars, rejectedShare, sparklinePoints } from './minuteSeries';

const minute = (accepted: number, rejected = 0, refused = 0) => ({
  at: '2026-01-01T00:00:00.000Z',
  accepted,
  duplicate: 0,
  rejected,
  unclaimed: 0,
  refused,
});

it('leaves the running minute out of the small line', () => {
  expect(
    sparklinePoints(
      [2, 4, 6, 8, 999].map(count => minute(count)),
      2,
    ),
  ).toEqual([3, 7]);
});

it('keeps the newest part whole when the minutes do not divide', () => {
  expect(
    sparklinePoints(
      [9, 2, 4, 0].map(count => minute(count)),
      2,
    ),
  ).toEqual([9, 3]);
  expect(sparklinePoints([])).toEqual([]);
});

it('shows the running minute in the chart, refused among rejected', () => {
  expect(minuteBars([minute(5, 1, 2)])).toEqual([
    { at: '2026-01-01T00:00:00.000Z', accepted: 5, rejected: 3 },
  ]);
});

it.each([
  [{ accepted: 0, rejected: 0, refused: 0 }, undefined],
  [{ accepted: 3, rejected: 1, refused: 0 }, 0.25],
  [{ accepted: 0, rejected: 0, refused: 2 }, 1],
])('share of %j is %s', (hour, share) => {
  expect(rejectedShare(hour)).toBe(share);
});
