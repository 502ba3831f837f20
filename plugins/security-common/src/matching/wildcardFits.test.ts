import fc from 'fast-check';
import { wildcardFits } from './wildcardFits';

describe('wildcardFits', () => {
  it.each([
    ['a', 'a', true],
    ['a', 'ab', false],
    ['a*', 'ab', true],
    ['*b', 'ab', true],
    ['a*b*c', 'a-b-c', true],
    ['a*a', 'a', false],
    ['*', '', true],
    ['src/*.ts', 'src/a/b.ts', true],
    ['src/*.ts', 'lib/a.ts', false],
    ['a.c', 'abc', false],
  ])('%s and %s: %s', (pattern, text, fits) => {
    expect(wildcardFits(pattern, text)).toBe(fits);
  });

  it('is what the regular expression says', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'b', '*'),
      maxLength: 8,
    });
    fc.assert(
      fc.property(letters, letters, (pattern, written) => {
        const text = written.replaceAll('*', 'c');
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
        expect(wildcardFits(pattern, text)).toBe(expression.test(text));
      }),
    );
  });
});
