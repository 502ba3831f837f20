import fc from 'fast-check';
import { isMaskedSecret, maskedSecret } from './maskedSecret';

describe('the mask of a secret', () => {
  it.each([
    ['FAKE-SECRET-0001', 'FAKE••••'],
    ['FAKE-SECRET', '••••'],
    ['', '••••'],
    ['"quoted fake secret', '••••'],
  ])('of %s is %s', (value, mask) => {
    expect(maskedSecret(value)).toBe(mask);
  });

  it('never tells more than four characters and a quarter of the value', () => {
    fc.assert(
      fc.property(fc.string(), value => {
        const mask = maskedSecret(value);
        expect(isMaskedSecret(mask)).toBe(true);
        const told = mask.length - 4;
        expect(told).toBeLessThanOrEqual(Math.min(4, value.length / 4));
      }),
    );
  });
});
