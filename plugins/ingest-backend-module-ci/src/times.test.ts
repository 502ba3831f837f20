import { millisOf, shifted, timeOf } from './times';

describe('a time in a body', () => {
  it.each([
    ['2026-01-02 03:04:05 UTC', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02 03:04:05 +0200', '2026-01-02T01:04:05.000Z'],
    ['2026-01-02 03:04:05 -0330', '2026-01-02T06:34:05.000Z'],
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02T03:04:05.678+02:00', '2026-01-02T01:04:05.678Z'],
    ['2026-01-02T03:04:05.4285528Z', '2026-01-02T03:04:05.428Z'],
    ['2026-01-02T03:04:05.83Z', '2026-01-02T03:04:05.830Z'],
  ])('%s is read', (text, time) => {
    expect(timeOf(text)).toBe(time);
  });

  it.each([
    '0001-01-01T00:00:00Z',
    '1970-01-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-02 03:04:05',
    'yesterday',
    '',
    0,
    null,
    {},
  ])('%p is none', value => {
    expect(timeOf(value)).toBeUndefined();
  });

  it('is read from milliseconds, where 0 is none', () => {
    expect(millisOf(1_767_322_800_000)).toBe('2026-01-02T03:00:00.000Z');
    expect([millisOf(0), millisOf(-1), millisOf('5'), millisOf(1e20)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(shifted('2026-01-02T03:00:00.000Z', 1500)).toBe(
      '2026-01-02T03:00:01.500Z',
    );
  });
});
