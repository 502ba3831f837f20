import { quantileOf } from '../statistics/quantiles';

/** A place in a series where its level changed. */
export interface ChangePoint {
  /** First value of the new level. */
  index: number;
  before: number;
  after: number;
  /** Probability that chance alone does it. */
  p: number;
}

const shortest = 4;

const medianOf = (values: readonly number[]) =>
  quantileOf(
    [...values].sort((a, b) => a - b),
    0.5,
  ) ?? 0;

/** Pettitt's test: where the ranks differ most between before and after. */
function pettitt(
  values: readonly number[],
): { split: number; p: number } | null {
  const n = values.length;
  let best = { split: -1, k: 0 };
  let u = 0;
  for (let i = 0; i < n - 1; i++) {
    for (let j = 0; j < n; j++) u += Math.sign(values[i] - values[j]);
    const inside = i + 1 >= shortest && n - i - 1 >= shortest;
    if (inside && Math.abs(u) > best.k) best = { split: i + 1, k: Math.abs(u) };
  }
  if (best.split < 0) return null;
  const p = Math.min(1, 2 * Math.exp((-6 * best.k ** 2) / (n ** 3 + n ** 2)));
  return { split: best.split, p };
}

/**
 * Places where the level of a series changed: Pettitt's test (Applied
 * Statistics 28, 1979), again on both sides of each place found. It looks at
 * ranks, so that one outlier makes no change point; a level holds for at least
 * four values.
 */
export function changePoints(
  values: readonly number[],
  significance = 0.05,
): ChangePoint[] {
  const splits: { index: number; p: number }[] = [];
  const search = (from: number, to: number) => {
    if (to - from < 2 * shortest) return;
    const found = pettitt(values.slice(from, to));
    if (!found || found.p > significance) return;
    const index = from + found.split;
    search(from, index);
    splits.push({ index, p: found.p });
    search(index, to);
  };
  search(0, values.length);
  return splits.map(({ index, p }, i) => ({
    index,
    before: medianOf(values.slice(splits[i - 1]?.index ?? 0, index)),
    after: medianOf(values.slice(index, splits[i + 1]?.index ?? values.length)),
    p,
  }));
}
