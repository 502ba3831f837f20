import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { PartValues } from './leadTimeReads';
import { unpackInt8 } from './packedNumbers';
import { ofServices, SampleSet } from './sampleSet';

const iso = (moment: number) => new Date(moment).toISOString();

/** Which of its two times puts a recovery into a slice. */
export type RecoveryBy = 'recovered' | 'failed';

/** Recoveries of a part of time: their milliseconds, and how many were clamped. */
export interface RecoveryValues extends PartValues {
  clamped: number;
}

/** The recoveries themselves, per part of time. */
export async function readRecoveryValues(
  knex: Knex,
  set: SampleSet,
  bounds: readonly number[],
  by: RecoveryBy,
  each: boolean,
): Promise<RecoveryValues[]> {
  const time = by === 'recovered' ? 's.recovered_at' : 's.failed_at';
  const match = ofServices(set, 's.service_no');
  const result = await knex.raw<{
    rows: { no: number; part: number; ms: Buffer; clamped: number }[];
  }>(
    `SELECT ${each ? 's.service_no' : '0'} AS no,
       width_bucket(${time}, ?::timestamptz[]) - 1 AS part,
       string_agg(int8send(s.ms), ''::bytea) AS ms,
       count(*) FILTER (WHERE s.clamped)::int AS clamped
     FROM recovery s
     WHERE ${time} >= ? AND ${time} < ? AND ${match.sql}
     GROUP BY 1, 2`,
    [
      arrayLiteral(bounds.map(iso)),
      iso(bounds[0]),
      iso(bounds[bounds.length - 1]),
      ...match.bindings,
    ],
  );
  return result.rows.map(row => ({ ...row, ms: unpackInt8(row.ms) }));
}

/** Failures that are open at a moment. */
export interface OpenFailures {
  count: number;
  oldestSince: string | null;
}

/** Of none. */
export const noneOpen: OpenFailures = { count: 0, oldestSince: null };

/** Failures that are open at a moment; `no`: the service, 0 when pooled. */
export async function readOpen(
  knex: Knex,
  set: SampleSet,
  at: number,
  each = false,
): Promise<Map<number, OpenFailures>> {
  const match = ofServices(set);
  const end = new Date(at);
  const result = await knex.raw<{
    rows: { no: number; count: number; oldest: Date }[];
  }>(
    `SELECT ${
      each ? 'service_no' : '0'
    } AS no, count(*)::int AS count, min(failed_at) AS oldest FROM (
       SELECT service_no, failed_at FROM recovery
       WHERE recovered_at IS NULL AND failed_at < ? AND ${match.sql}
       UNION ALL
       SELECT service_no, failed_at FROM recovery
       WHERE recovered_at >= ? AND failed_at < ? AND ${match.sql}
     ) open GROUP BY 1`,
    [end, ...match.bindings, end, end, ...match.bindings],
  );
  return new Map(
    result.rows.map(({ no, count, oldest }) => [
      no,
      { count, oldestSince: oldest.toISOString() },
    ]),
  );
}

/**
 * Pieces of time in which at least one release arrived; pieces follow each
 * other from bound to bound.
 */
export async function readDeploymentDays(
  knex: Knex,
  set: SampleSet,
  bounds: readonly number[],
  each: boolean,
): Promise<Map<number, number[]>> {
  const starts = bounds.map(iso);
  if (set.everything && !each) {
    // Nearly every day has one, found at once; there are too many to read all.
    const found = await knex.raw<{ rows: { piece: number }[] }>(
      `SELECT k.piece::int - 1 AS piece
       FROM unnest(?::timestamptz[], ?::timestamptz[]) WITH ORDINALITY AS k(starts, ends, piece)
       WHERE EXISTS (
         SELECT FROM release s WHERE s.finished_at >= k.starts
           AND s.finished_at < k.ends AND s.succeeded)`,
      [arrayLiteral(starts.slice(0, -1)), arrayLiteral(starts.slice(1))],
    );
    return new Map([[0, found.rows.map(({ piece }) => piece)]]);
  }
  const match = ofServices(set, 's.service_no');
  const result = await knex.raw<{ rows: { no: number; pieces: string }[] }>(
    `SELECT no, string_agg(piece::text, ',') AS pieces FROM (
       SELECT DISTINCT ${each ? 's.service_no' : '0'} AS no,
         width_bucket(s.finished_at, ?::timestamptz[]) - 1 AS piece
       FROM release s
       WHERE s.finished_at >= ? AND s.finished_at < ? AND s.succeeded AND ${
         match.sql
       }
     ) found GROUP BY no`,
    [
      arrayLiteral(starts),
      starts[0],
      starts[starts.length - 1],
      ...match.bindings,
    ],
  );
  return new Map(
    result.rows.map(({ no, pieces }) => [no, pieces.split(',').map(Number)]),
  );
}
