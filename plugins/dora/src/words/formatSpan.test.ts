import { formatSpan } from './formatSpan';

describe('formatSpan', () => {
  it.each([
    [0, '0 s', '0 s'],
    [40, '40 s', '40 s'],
    [52 * 60, '52 min', '52 min'],
    [59 * 60 + 40, '1 h', '1 h'],
    [105 * 60, '1 h 45 min', '1.8 h'],
    [(19 * 60 + 40) * 60, '19 h 40 min', '20 h'],
    [38 * 3600, '1 d 14 h', '38 h'],
    [76 * 3600, '3 d 4 h', '3.2 d'],
    [400 * 3600, '16 d 16 h', '17 d'],
    [Infinity, '–', '–'],
  ])('of %d s is %s, short %s', (seconds, long, short) => {
    expect(formatSpan(seconds)).toBe(long);
    expect(formatSpan(seconds, 'short')).toBe(short);
  });
});
