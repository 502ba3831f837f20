import { timeBound } from './timeBound';

const now = new Date('2026-06-02T12:45:30.500Z');

it.each([
  ['now-24h', '2026-06-01T12:45:00.000Z'],
  ['now-2w', '2026-05-19T12:45:00.000Z'],
  ['2026-06-01T10:00:00+02:00', '2026-06-01T08:00:00.000Z'],
  ['now', undefined],
  [undefined, undefined],
  ['yesterday', undefined],
])('reads %s as %s', (text, expected) => {
  expect(timeBound(text, now)).toBe(expected);
});
