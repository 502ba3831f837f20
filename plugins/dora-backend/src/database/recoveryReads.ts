import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { Slice } from '../service/slices';
import { ofServices, SampleSet } from './sliceReads';

/** Recoveries of a slice; quantiles in milliseconds. */
export interface RecoverySum {
  n: number;
  quantiles: number[] | null;
  ms: number;
  clamped: number;
}

/** Which of its two times puts a recovery into a slice. */
export type RecoveryBy = 'recovered' | 'failed';

/** Recoveries per slice with their exact quantiles. */
export async function readRecoverySums(
  knex: Knex,
  set: SampleSet,
  slices: readonly Slice[],
  by: RecoveryBy,
): Promise<RecoverySum[]> {
  const time = by === 'recovered' ? 'recovered_at' : 'failed_at';
  const match = ofServices(set, 's.service_no');
  const result = await knex.raw<{ rows: (RecoverySum & { slice: number })[] }>(
    `SELECT k.slice, count(*)::int AS n, sum(s.ms)::float8 AS ms,
       count(*) FILTER (WHERE s.clamped)::int AS clamped,
       percentile_cont(ARRAY[0.5, 0.75, 0.9]) WITHIN GROUP (ORDER BY s.ms) AS quantiles
     FROM unnest(?::int[], ?::timestamptz[], ?::timestamptz[]) AS k(slice, starts, ends)
     JOIN recovery s ON s.${time} >= k.starts AND s.${time} < k.ends
       AND s.ms IS NOT NULL AND ${match.sql}
     GROUP BY k.slice`,
    [
      arrayLiteral(slices.map((_, slice) => slice)),
      arrayLiteral(slices.map(({ from }) => new Date(from).toISOString())),
      arrayLiteral(slices.map(({ to }) => new Date(to).toISOString())),
      ...match.bindings,
    ],
  );
  const found = new Map(result.rows.map(row => [row.slice, row]));
  return slices.map(
    (_, slice) =>
      found.get(slice) ?? { n: 0, quantiles: null, ms: 0, clamped: 0 },
  );
}

/** Failures that are open at a moment. */
export async function readOpen(
  knex: Knex,
  set: SampleSet,
  at: number,
): Promise<{ count: number; oldestSince: string | null }> {
  const match = ofServices(set);
  const end = new Date(at);
  const result = await knex.raw<{
    rows: { count: number; oldest: Date | null }[];
  }>(
    `SELECT count(*)::int AS count, min(failed_at) AS oldest FROM (
       SELECT failed_at FROM recovery
       WHERE recovered_at IS NULL AND failed_at < ? AND ${match.sql}
       UNION ALL
       SELECT failed_at FROM recovery
       WHERE recovered_at >= ? AND failed_at < ? AND ${match.sql}
     ) open`,
    [end, ...match.bindings, end, end, ...match.bindings],
  );
  const row = result.rows[0];
  return {
    count: row.count,
    oldestSince: row.oldest?.toISOString() ?? null,
  };
}

/** Calendar days with at least one release that arrived, per slice. */
export async function readDeploymentDays(
  knex: Knex,
  set: SampleSet,
  days: readonly (Slice & { slice: number })[],
): Promise<Map<number, number>> {
  if (days.length === 0) return new Map();
  const match = ofServices(set, 's.service_no');
  const result = await knex.raw<{ rows: { slice: number; days: number }[] }>(
    `SELECT k.slice, count(*)::int AS days
     FROM unnest(?::int[], ?::timestamptz[], ?::timestamptz[]) AS k(slice, starts, ends)
     WHERE EXISTS (
       SELECT FROM release s WHERE s.finished_at >= k.starts
         AND s.finished_at < k.ends AND s.succeeded AND ${match.sql})
     GROUP BY k.slice`,
    [
      arrayLiteral(days.map(({ slice }) => slice)),
      arrayLiteral(days.map(({ from }) => new Date(from).toISOString())),
      arrayLiteral(days.map(({ to }) => new Date(to).toISOString())),
      ...match.bindings,
    ],
  );
  return new Map(result.rows.map(({ slice, days: n }) => [slice, n]));
}
