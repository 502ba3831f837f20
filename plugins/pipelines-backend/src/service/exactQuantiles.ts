import { Knex } from 'knex';
import {
  BucketCount,
  locateRank,
  quantileFromBuckets,
  sampleCount,
} from '@quarterdeck/plugin-pipelines-common';
import { Condition } from '../database/conditions';
import { readRunSamples, SampleReading } from '../database/readSamples';

/** A quantile of the runs of a range, with the rollup's counts of them. */
export interface QuantileQuestion {
  counts: readonly BucketCount[];
  quantile: number;
  from: Date;
  to: Date;
  of?: SampleReading['of'];
}

/** The bucket's places that a rank and the next one lie at. */
function readingsOf(question: QuantileQuestion): SampleReading[] {
  const { counts, quantile, from, to, of } = question;
  const n = sampleCount(counts);
  const exact = (n - 1) * quantile;
  const low = locateRank(counts, Math.floor(exact));
  const high = locateRank(counts, Math.ceil(exact));
  if (!low || !high) return [];
  const range = { from, to, of };
  const first = { ...range, bucket: low.bucket, skip: low.rankInBucket };
  if (low.bucket === high.bucket) {
    return [{ ...first, take: high.rankInBucket - low.rankInBucket + 1 }];
  }
  return [
    { ...first, take: 1 },
    { ...range, bucket: high.bucket, skip: high.rankInBucket, take: 1 },
  ];
}

/**
 * Quantiles as Postgres' `percentile_cont` gives them: the counts per bucket say
 * in which bucket the rank lies, and the value is read from the samples of that
 * bucket. A run that finishes between the two reads can shift a rank by one; a
 * sample that is gone by then leaves the value interpolated in its bucket.
 */
export async function exactQuantiles(
  knex: Knex,
  conditions: readonly Condition[],
  questions: readonly QuantileQuestion[],
): Promise<(number | null)[]> {
  const readings = questions.map(readingsOf);
  const samples = await readRunSamples(knex, conditions, readings.flat());
  let next = 0;
  return questions.map(({ counts, quantile }, index) => {
    const values = readings[index].flatMap(() => samples[next++]);
    const low = values[0];
    const high = values.at(-1);
    const wanted = readings[index].reduce((sum, { take }) => sum + take, 0);
    if (low === undefined || high === undefined || values.length < wanted) {
      return quantileFromBuckets(counts, quantile);
    }
    const exact = (sampleCount(counts) - 1) * quantile;
    return low + (high - low) * (exact - Math.floor(exact));
  });
}

/** A range with the counts of its runs. */
export type CountedRange = Omit<QuantileQuestion, 'quantile'>;

/** How long half and nearly all of the runs took. */
export interface Durations {
  p50: number | null;
  p95: number | null;
}

/** The exact durations of several ranges, by one statement. */
export async function readDurations(
  knex: Knex,
  conditions: readonly Condition[],
  ranges: readonly CountedRange[],
): Promise<Durations[]> {
  const values = await exactQuantiles(
    knex,
    conditions,
    ranges.flatMap(range => [
      { ...range, quantile: 0.5 },
      { ...range, quantile: 0.95 },
    ]),
  );
  return ranges.map((_, index) => ({
    p50: values[2 * index],
    p95: values[2 * index + 1],
  }));
}

/** The same from counts alone, interpolated inside the bucket. */
export function durationsWithin({ counts }: CountedRange): Durations {
  return {
    p50: quantileFromBuckets(counts, 0.5),
    p95: quantileFromBuckets(counts, 0.95),
  };
}
