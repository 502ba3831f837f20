import {
  BucketCount,
  bucketOf,
  locateRank,
  sampleCount,
} from '@quarterdeck/plugin-portal-common';
import { sortedBy } from './order';

/** Counts per value bucket: what a rollup keeps of samples. */
export function bucketCounts(values: readonly number[]): BucketCount[] {
  const counts = new Map<number, number>();
  for (const value of values) {
    const bucket = bucketOf(value);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return sortedBy(
    [...counts].map(([bucket, count]) => ({ bucket, count })),
    ({ bucket }) => bucket,
  );
}

/** Rollups of days or services made one: pooled, never a mean of medians (rule 17). */
export function poolCounts(
  rollups: readonly (readonly BucketCount[])[],
): BucketCount[] {
  const counts = new Map<number, number>();
  for (const { bucket, count } of rollups.flat()) {
    counts.set(bucket, (counts.get(bucket) ?? 0) + count);
  }
  return sortedBy(
    [...counts].map(([bucket, count]) => ({ bucket, count })),
    ({ bucket }) => bucket,
  );
}

/** The one or two buckets whose samples an exact quantile needs; none without samples. */
export function bucketsOfQuantile(
  counts: readonly BucketCount[],
  share: number,
): number[] {
  const rank = (sampleCount(counts) - 1) * share;
  const places = [Math.floor(rank), Math.ceil(rank)].flatMap(
    at => locateRank(counts, at)?.bucket ?? [],
  );
  return [...new Set(sampleCount(counts) === 0 ? [] : places)];
}

/**
 * The exact quantile of pooled samples from their counts and the sorted samples
 * of the buckets it lies in: the same as {@link quantileOf} of all of them.
 */
export function exactQuantile(
  counts: readonly BucketCount[],
  share: number,
  samplesOf: (bucket: number) => readonly number[],
): number | null {
  const n = sampleCount(counts);
  if (n === 0) return null;
  const rank = (n - 1) * share;
  const valueAt = (at: number): number | null => {
    const place = locateRank(counts, at);
    return place ? samplesOf(place.bucket)[place.rankInBucket] ?? null : null;
  };
  const low = valueAt(Math.floor(rank));
  const high = valueAt(Math.ceil(rank));
  if (low === null || high === null) return null;
  return low + (high - low) * (rank - Math.floor(rank));
}
