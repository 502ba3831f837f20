import fc from 'fast-check';
import { bucketCounts, exactQuantile, poolCounts } from './pooledQuantile';
import { quantileOf, quantiles } from './quantiles';

describe('quantiles', () => {
  const values = fc.array(fc.double({ min: 0, max: 1e7, noNaN: true }), {
    maxLength: 200,
  });
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  it('lie where a naive count puts them', () => {
    fc.assert(
      fc.property(values, share, (list, p) => {
        const sorted = [...list].sort((a, b) => a - b);
        const found = quantileOf(sorted, p);
        const rank = p * Math.max(0, list.length - 1);
        const beside = (lies: (one: number) => boolean) =>
          sorted.filter(lies).length;
        expect(found === null).toBe(list.length === 0);
        expect(beside(one => one < (found ?? 0))).toBeLessThanOrEqual(
          Math.ceil(rank),
        );
        expect(beside(one => one > (found ?? 0))).toBeLessThanOrEqual(
          Math.max(0, list.length - 1 - Math.floor(rank)),
        );
      }),
    );
  });

  it('of pooled rollups are exact, by the samples of a bucket', () => {
    fc.assert(
      fc.property(fc.array(values, { maxLength: 5 }), share, (days, p) => {
        const all = days.flat().sort((a, b) => a - b);
        const counts = poolCounts(days.map(bucketCounts));
        const inBucket = (bucket: number) =>
          all.filter(one => bucketCounts([one])[0].bucket === bucket);
        expect(exactQuantile(counts, p, inBucket)).toBe(quantileOf(all, p));
      }),
    );
  });

  it('of nothing are null', () => {
    expect(quantiles([])).toEqual({
      n: 0,
      median: null,
      p75: null,
      p90: null,
      mean: null,
      tooFew: true,
    });
  });
});
