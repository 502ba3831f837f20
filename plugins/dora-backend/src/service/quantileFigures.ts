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

function joined(lists: readonly Float64Array[]): Float64Array {
  const n = lists.reduce((sum, list) => sum + list.length, 0);
  const values = new Float64Array(n);
  let at = 0;
  for (const list of lists) {
    values.set(list, at);
    at += list.length;
  }
  return values;
}

/** Brings the value of a rank to its place, smaller ones before it (Hoare 1961). */
function bringToPlace(values: Float64Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const value = values[i];
      values[i++] = values[j];
      values[j--] = value;
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else break;
  }
  return values[rank];
}

/** The median of values that come in several lists; null: of none. */
export function medianOf(lists: readonly Float64Array[]): number | null {
  const values = joined(lists);
  const n = values.length;
  if (n === 0) return null;
  const rank = rankOf(n, 0.5);
  const low = bringToPlace(values, Math.floor(rank));
  if (Number.isInteger(rank)) return low;
  // What lies behind is not smaller: the next one is the smallest of it.
  let high = Infinity;
  for (let i = Math.ceil(rank); i < n; i++) high = Math.min(high, values[i]);
  return (low + high) / 2;
}

/** Exact quantiles of milliseconds that come in several lists. */
export function quantilesOfValues(lists: readonly Float64Array[]): Quantiles {
  const values = joined(lists);
  const n = values.length;
  if (n === 0) return noQuantiles;
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
