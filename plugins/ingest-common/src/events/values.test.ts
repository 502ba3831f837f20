import fc from 'fast-check';
import { actorSchema, commitSchema, link, text, timestamp } from './values';

describe('timestamp', () => {
  it.each([
    ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00.000Z'],
    ['2026-03-01T12:00:00+02:00', '2026-03-01T10:00:00.000Z'],
    ['2026-03-01T10:00:00.1234567Z', '2026-03-01T10:00:00.123Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (given, expected) => {
    expect(timestamp.parse(given)).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '2026-03-01',
    '2026-03-01T10:00:00',
    '2025-02-29T00:00:00Z',
    '2026-03-01T25:00:00Z',
    1772359200,
    null,
  ])('refuses %j', given => {
    expect(timestamp.safeParse(given).success).toBe(false);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date(0),
          max: new Date('9999-12-31'),
          noInvalidDate: true,
        }),
        date => {
          const once = timestamp.parse(date.toISOString());
          expect(timestamp.parse(once)).toBe(once);
        },
      ),
    );
  });
});

describe('text', () => {
  it('is cut to its length', () => {
    expect(text(3).parse('abcdef')).toBe('abc');
    expect(text(3).parse('ab')).toBe('ab');
  });

  it('is never cut through a character', () => {
    expect(text(3).parse('ab🚀c')).toBe('ab');
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 12 }),
        (value, max) => {
          const cut = text(max).parse(value);
          expect(cut.length).toBeLessThanOrEqual(max);
          expect(value.startsWith(cut)).toBe(true);
          expect(cut).not.toMatch(/[\ud800-\udbff]$/);
        },
      ),
    );
  });

  it('is left as it is: pages escape it, nobody else interprets it', () => {
    const hostile = '<img src=x onerror=alert(1)>';
    expect(text().parse(hostile)).toBe(hostile);
  });
});

describe('link', () => {
  it.each([
    ['https://acme.example/x', 'https://acme.example/x'],
    ['HTTP://acme.example', 'HTTP://acme.example'],
    // eslint-disable-next-line no-script-url
    ['javascript:alert(1)', undefined],
    [' https://acme.example', undefined],
    ['data:text/html,x', undefined],
    ['//acme.example', undefined],
    [`https://acme.example/${'x'.repeat(4096)}`, undefined],
    [undefined, undefined],
  ])('%s becomes %s', (given, expected) => {
    expect(link.parse(given)).toBe(expected);
  });
});

describe('actor and commit', () => {
  it('an actor is of unknown kind unless somebody says', () => {
    expect(actorSchema.parse({ login: 'nia' })).toEqual({
      login: 'nia',
      kind: 'unknown',
    });
  });

  it('a commit needs its hash and nothing else', () => {
    expect(commitSchema.parse({ sha: 'a' })).toEqual({ sha: 'a' });
    expect(commitSchema.safeParse({ sha: '' }).success).toBe(false);
  });
});
