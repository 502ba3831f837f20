/** Buckets per doubling: a bucket is 4.4 % wide. */
const perDoubling = 16;
/** Everything below a tenth of a second shares bucket 0. */
const floorSeconds = 0.1;
const lastBucket = 480;

/** The log-scaled bucket of a duration. */
export function bucketOf(value: number): number {
  if (!(value > floorSeconds)) return 0;
  // Rounded before the floor, so that a bound falls into the bucket it opens.
  const steps = Math.log2(value / floorSeconds) * perDoubling;
  return Math.min(lastBucket, 1 + Math.floor(steps + 1e-9));
}

/** Bounds of a bucket in seconds, half open. */
export function bucketBounds(bucket: number): { from: number; to: number } {
  if (bucket <= 0) return { from: 0, to: floorSeconds };
  return {
    from: floorSeconds * 2 ** ((bucket - 1) / perDoubling),
    to: floorSeconds * 2 ** (bucket / perDoubling),
  };
}

/** How many samples fell into a bucket. */
export interface BucketCount {
  bucket: number;
  count: number;
}

/** How many samples there are. */
export function sampleCount(counts: readonly BucketCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** The bucket in which the sample of this 0-based rank lies, and its rank there. */
export function locateRank(
  counts: readonly BucketCount[],
  rank: number,
): { bucket: number; rankInBucket: number; count: number } | undefined {
  let before = 0;
  for (const { bucket, count } of [...counts].sort(
    (a, b) => a.bucket - b.bucket,
  )) {
    if (rank < before + count) {
      return { bucket, rankInBucket: rank - before, count };
    }
    before += count;
  }
  return undefined;
}

/** The value at a rank, its bucket's samples taken as evenly spread. */
function valueAtRank(counts: readonly BucketCount[], rank: number) {
  const place = locateRank(counts, rank);
  if (!place) return null;
  const { from, to } = bucketBounds(place.bucket);
  return from + ((to - from) * (place.rankInBucket + 0.5)) / place.count;
}

/**
 * An interpolated quantile (like Postgres' `percentile_cont`) from counts per
 * bucket; off by at most half a bucket, 2.2 %. `null` without samples.
 */
export function quantileFromBuckets(
  counts: readonly BucketCount[],
  quantile: number,
): number | null {
  const n = sampleCount(counts);
  if (n === 0) return null;
  const exact = (n - 1) * quantile;
  const low = valueAtRank(counts, Math.floor(exact));
  const high = valueAtRank(counts, Math.ceil(exact));
  if (low === null || high === null) return null;
  return low + (high - low) * (exact - Math.floor(exact));
}
