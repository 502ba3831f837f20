import { fewSamples, Quantiles } from '@quarterdeck/plugin-dora-common';

/** Of no samples. */
export const noQuantiles: Quantiles = {
  n: 0,
  median: null,
  p75: null,
  p90: null,
  mean: null,
  tooFew: true,
};

/** The shares that answers tell. */
export const toldShares = [0.5, 0.75, 0.9] as const;

/** Where a share lies among n values in their order. */
export const rankOf = (n: number, share: number) => (n - 1) * share;

/** Seconds at a rank between two values in milliseconds, interpolated (rule 14). */
export const secondsBetween = (low: number, high: number, rank: number) =>
  (low + (high - low) * (rank - Math.floor(rank))) / 1000;

/** The figures of a distribution, from its quantiles in seconds and its sum. */
export const toQuantiles = (
  n: number,
  [median, p75, p90]: readonly (number | null)[],
  sumMs: number,
): Quantiles => ({
  n,
  median,
  p75,
  p90,
  mean: sumMs / n / 1000,
  tooFew: n < fewSamples,
});

/** Exact quantiles of milliseconds that come in several lists. */
export function quantilesOfValues(lists: readonly Float64Array[]): Quantiles {
  const n = lists.reduce((sum, list) => sum + list.length, 0);
  if (n === 0) return noQuantiles;
  const values = new Float64Array(n);
  let at = 0;
  for (const list of lists) {
    values.set(list, at);
    at += list.length;
  }
  values.sort();
  const told = toldShares.map(share => {
    const rank = rankOf(n, share);
    return secondsBetween(
      values[Math.floor(rank)],
      values[Math.ceil(rank)],
      rank,
    );
  });
  return toQuantiles(
    n,
    told,
    values.reduce((sum, ms) => sum + ms, 0),
  );
}
