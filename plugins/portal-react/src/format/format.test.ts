import { formatDuration } from './formatDuration';
import {
  formatBytes,
  formatCompact,
  formatCount,
  formatPercent,
  formatPoints,
} from './formatNumber';
import { formatAge, formatRelative } from './formatTime';

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [0.00001, '1 ms'],
    [0.85, '850 ms'],
    [4.2, '4.2 s'],
    [9.96, '10 s'],
    [59.4, '59 s'],
    [59.6, '1m 00s'],
    [462, '7m 42s'],
    [3599.6, '1 h'],
    [70_800, '19 h 40 min'],
    [7200, '2 h'],
    [273_600, '3 d 4 h'],
    [172_800, '2 d'],
    [-5, '0 s'],
    [Number.NaN, '–'],
  ])('writes %d s as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('numbers', () => {
  it.each([
    [0, '0 %'],
    [0.0004, '<0.1 %'],
    [0.092, '9.2 %'],
    [0.71, '71 %'],
    [0.946, '94.6 %'],
    [0.99996, '99.9 %'],
    [1, '100 %'],
  ])('writes the ratio %d as %s', (ratio, text) => {
    expect(formatPercent(ratio)).toBe(text);
  });

  it('groups in tables and shortens in tiles', () => {
    expect(formatCount(1284)).toBe('1,284');
    expect(formatCompact(1284)).toBe('1.28 k');
    expect(formatCompact(999_600)).toBe('1 M');
    expect(formatCompact(238)).toBe('238');
  });

  it('writes points and bytes', () => {
    expect(formatPoints(-0.012)).toBe('1.2 pp');
    expect(formatBytes(184_320)).toBe('184 kB');
    expect(formatBytes(12)).toBe('12 B');
  });
});

describe('formatRelative', () => {
  const now = new Date('2026-09-17T12:00:00Z');
  it.each([
    ['2026-09-17T11:59:55Z', 'now'],
    ['2026-09-17T11:59:20Z', '40 s ago'],
    ['2026-09-17T11:14:00Z', '46 min ago'],
    ['2026-09-17T10:00:00Z', '2 h ago'],
    ['2026-09-12T12:00:00Z', '5 d ago'],
    ['2026-08-12T12:00:00Z', '12 Aug'],
    ['2024-08-12T12:00:00Z', '12 Aug 2024'],
    ['2026-09-17T14:00:00Z', 'in 2 h'],
  ])('writes %s as %s', (at, text) => {
    expect(formatRelative(new Date(at), now)).toBe(text);
  });
});

describe('formatAge', () => {
  it.each([
    ['2026-09-17T11:14:00Z', '46 min'],
    ['2026-08-28T12:00:00Z', '20 d'],
  ])('writes %s as %s', (at, text) => {
    expect(formatAge(new Date(at), new Date('2026-09-17T12:00:00Z'))).toBe(
      text,
    );
  });
});
