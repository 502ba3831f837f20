import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { unpackInt4, unpackInt8 } from './packedNumbers';
import { cellBounds } from './partSums';
import { cellNumbers, ofServices, SampleSet } from './sampleSet';
import { readLeadSums } from './sliceReads';

const iso = (moment: number) => new Date(moment).toISOString();

/** Values of one part of time, in no order; `no`: the service, 0 when pooled. */
export interface PartValues {
  no: number;
  part: number;
  ms: Float64Array;
}

/** The lead times themselves, per part of time: where there are not too many. */
export async function readLeadValues(
  knex: Knex,
  set: SampleSet,
  bounds: readonly number[],
  each: boolean,
): Promise<PartValues[]> {
  const match = ofServices(set, 's.service_no');
  const result = await knex.raw<{
    rows: { no: number; part: number; ms: Buffer }[];
  }>(
    `SELECT ${each ? 's.service_no' : '0'} AS no,
       width_bucket(s.deployed_at, ?::timestamptz[]) - 1 AS part,
       string_agg(int8send(s.ms), ''::bytea) AS ms
     FROM lead_time s
     WHERE s.deployed_at >= ? AND s.deployed_at < ? AND ${match.sql}
     GROUP BY 1, 2`,
    [
      arrayLiteral(bounds.map(iso)),
      iso(bounds[0]),
      iso(bounds[bounds.length - 1]),
      ...match.bindings,
    ],
  );
  return result.rows.map(({ no, part, ms }) => ({
    no,
    part,
    ms: unpackInt8(ms),
  }));
}

/** One more than the last of the value buckets. */
export const bucketCount = 481;

/** Lead times of a part of time: how many per value bucket, and their milliseconds. */
export interface LeadCounts {
  counts: Int32Array;
  ms: number;
}

/** How many lead times lie in each value bucket, per part of time. */
export async function readLeadCounts(
  knex: Knex,
  set: SampleSet,
  bounds: readonly number[],
): Promise<LeadCounts[]> {
  const [counts, sums] = await Promise.all([
    readBucketCounts(knex, set, bounds),
    readLeadSums(knex, set, bounds),
  ]);
  return counts.map((part, i) => ({ counts: part, ms: sums[i].ms }));
}

async function readBucketCounts(
  knex: Knex,
  set: SampleSet,
  bounds: readonly number[],
): Promise<Int32Array[]> {
  const { days, edges } = cellBounds(bounds);
  const match = ofServices(set, 's.service_no');
  // Places 0 and up are parts; below, they are bounds with something to move.
  const result = await knex.raw<{ rows: { place: number; packed: Buffer }[] }>(
    `SELECT place, string_agg(int4send(bucket::int) || int4send(n::int), ''::bytea) AS packed
     FROM (
       SELECT width_bucket(s.day, ?::date[]) - 1 AS place, s.bucket, sum(s.n) AS n
       FROM lead_day s
       WHERE s.service_no = ANY(?::int[]) AND s.day >= ?::date AND s.day < ?::date
       GROUP BY 1, 2
       ${
         edges.length === 0
           ? ''
           : `UNION ALL
       SELECT -1 - k.bound, e.bucket, e.n
       FROM unnest(?::int[], ?::timestamptz[], ?::timestamptz[]) AS k(bound, starts, ends),
         -- Counted within, or the planner takes a range of hours for a ninth of all.
         LATERAL (
           SELECT s.bucket, count(*) AS n FROM lead_time s
           WHERE s.deployed_at >= k.starts AND s.deployed_at < k.ends AND ${match.sql}
           GROUP BY 1
         ) e`
       }
     ) counted GROUP BY place`,
    [
      arrayLiteral(days),
      cellNumbers(set),
      days[0],
      days[days.length - 1],
      ...(edges.length === 0
        ? []
        : [
            arrayLiteral(edges.map(({ bound }) => bound)),
            arrayLiteral(edges.map(({ from }) => from)),
            arrayLiteral(edges.map(({ to }) => to)),
            ...match.bindings,
          ]),
    ],
  );
  const parts = bounds.slice(1).map(() => new Int32Array(bucketCount));
  const add = (part: number, packed: Int32Array, sign: number) => {
    const counts = parts[part];
    if (!counts) return;
    for (let i = 0; i < packed.length; i += 2) {
      counts[packed[i]] += sign * packed[i + 1];
    }
  };
  const signs = new Map(edges.map(({ bound, sign }) => [bound, sign]));
  for (const row of result.rows) {
    const packed = unpackInt4(row.packed);
    if (row.place >= 0) add(row.place, packed, 1);
    else {
      const bound = -1 - row.place;
      const sign = signs.get(bound) ?? 1;
      add(bound - 1, packed, sign);
      add(bound, packed, -sign);
    }
  }
  return parts;
}

/** Places in the order of one value bucket's samples. */
export interface PlaceReading {
  from: number;
  to: number;
  bucket: number;
  /** How many come before, and how many are read. */
  skip: number;
  take: number;
}

/**
 * Milliseconds of lead times at some places of their order: a bucket and a time
 * are one range of `lead_time_bucket`.
 */
export async function readLeadPlaces(
  knex: Knex,
  set: SampleSet,
  readings: readonly PlaceReading[],
): Promise<number[][]> {
  if (readings.length === 0) return [];
  const match = ofServices(set, 's.service_no');
  const result = await knex.raw<{ rows: { ms: number[] }[] }>(
    `SELECT array(
       SELECT s.ms::float8 FROM lead_time s
       WHERE s.bucket = k.bucket AND s.deployed_at >= k.starts
         AND s.deployed_at < k.ends AND ${match.sql}
       ORDER BY s.ms OFFSET k.skip LIMIT k.take) AS ms
     FROM unnest(?::smallint[], ?::timestamptz[], ?::timestamptz[], ?::int[], ?::int[])
       WITH ORDINALITY AS k(bucket, starts, ends, skip, take, ordinal)
     ORDER BY k.ordinal`,
    [
      ...match.bindings,
      arrayLiteral(readings.map(({ bucket }) => bucket)),
      arrayLiteral(readings.map(({ from }) => iso(from))),
      arrayLiteral(readings.map(({ to }) => iso(to))),
      arrayLiteral(readings.map(({ skip }) => skip)),
      arrayLiteral(readings.map(({ take }) => take)),
    ],
  );
  return result.rows.map(({ ms }) => ms);
}
