import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { ofServices, SampleSet } from './sliceReads';

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
 * Milliseconds of lead times at some places of their order. Of everything, a
 * bucket and time are one range of `lead_time_bucket`; of some services, the
 * services' own rows of that time are looked through.
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
      arrayLiteral(readings.map(({ from }) => new Date(from).toISOString())),
      arrayLiteral(readings.map(({ to }) => new Date(to).toISOString())),
      arrayLiteral(readings.map(({ skip }) => skip)),
      arrayLiteral(readings.map(({ take }) => take)),
    ],
  );
  return result.rows.map(({ ms }) => ms);
}
