import fc from 'fast-check';
import { z } from 'zod';
import { decodeCursor, encodeCursor, queryList } from './cursor';

describe('cursor', () => {
  it('gives back what was put in, whatever the text', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    );
    const schema = z.array(
      z.union([z.string(), z.number(), z.boolean(), z.null()]),
    );
    fc.assert(
      fc.property(fc.array(value), values => {
        expect(decodeCursor(encodeCursor(values), schema)).toEqual(values);
      }),
    );
  });

  it.each(['%%%', 'bm90IGpzb24', encodeCursor(['a', 1])])(
    'refuses %s with a sentence',
    cursor => {
      expect(() => decodeCursor(cursor, z.tuple([z.number()]))).toThrow(
        /Start again without it/,
      );
    },
  );
});

describe('queryList', () => {
  it.each([
    [undefined, []],
    ['a,b', ['a', 'b']],
    [
      ['a', 'b,c'],
      ['a', 'b', 'c'],
    ],
    [' a , ', ['a']],
  ])('reads %j as %j', (input, expected) => {
    expect(queryList(z.string()).parse(input)).toEqual(expected);
  });
});
