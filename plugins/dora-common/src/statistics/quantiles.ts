import { Quantiles } from '../types';

/** Fewer samples than this are marked (rule 14). */
export const fewSamples = 5;

/**
 * Interpolated quantile of sorted values, as Postgres' `PERCENTILE_CONT`
 * (rule 14); null without any.
 */
export function quantileOf(
  sorted: readonly number[],
  share: number,
): number | null {
  if (sorted.length === 0) return null;
  const rank = (sorted.length - 1) * share;
  const low = sorted[Math.floor(rank)];
  const high = sorted[Math.ceil(rank)];
  return low + (high - low) * (rank - Math.floor(rank));
}

/** The figures of a distribution, in any order of its values. */
export function quantiles(values: readonly number[]): Quantiles {
  const sorted = Float64Array.from(values).sort();
  const list = Array.from(sorted);
  const n = list.length;
  return {
    n,
    median: quantileOf(list, 0.5),
    p75: quantileOf(list, 0.75),
    p90: quantileOf(list, 0.9),
    mean: n === 0 ? null : list.reduce((sum, value) => sum + value, 0) / n,
    tooFew: n < fewSamples,
  };
}
