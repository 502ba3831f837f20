import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { OwnFigures } from '../service/middleOfServices';
import { Slice } from '../service/slices';
import { RecoveryBy } from './recoveryReads';

/** The five values of each of many services, one statement per table of samples. */
export async function readOwnFigures(
  knex: Knex,
  numbers: readonly number[],
  { from, to }: Slice,
  recoveryBy: RecoveryBy,
): Promise<Map<number, OwnFigures>> {
  const range = [
    arrayLiteral(numbers),
    new Date(from).toISOString(),
    new Date(to).toISOString(),
  ];
  const medians = async (table: string, time: string) => {
    const result = await knex.raw<{ rows: { no: number; ms: number }[] }>(
      `SELECT s.service_no AS no,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY s.ms) AS ms
       FROM ${table} s
       WHERE s.service_no = ANY(?::int[]) AND s.${time} >= ? AND s.${time} < ?
         AND s.ms IS NOT NULL
       GROUP BY s.service_no`,
      range,
    );
    return new Map(result.rows.map(({ no, ms }) => [no, ms / 1000]));
  };
  const [leads, recoveries, releases] = await Promise.all([
    medians('lead_time', 'deployed_at'),
    medians(
      'recovery',
      recoveryBy === 'recovered' ? 'recovered_at' : 'failed_at',
    ),
    knex.raw<{
      rows: {
        no: number;
        deployments: number;
        fail: number | null;
        rework: number | null;
      }[];
    }>(
      `SELECT s.service_no AS no, count(*) FILTER (WHERE s.succeeded)::int AS deployments,
         (count(*) FILTER (WHERE s.met AND s.failed))::float8
           / nullif(count(*) FILTER (WHERE s.met), 0) AS fail,
         (count(*) FILTER (WHERE s.met AND s.rework))::float8
           / nullif(count(*) FILTER (WHERE s.met), 0) AS rework
       FROM release s
       WHERE s.service_no = ANY(?::int[]) AND s.finished_at >= ? AND s.finished_at < ?
       GROUP BY s.service_no`,
      range,
    ),
  ]);
  const released = new Map(releases.rows.map(row => [row.no, row]));
  return new Map(
    numbers.map(no => [
      no,
      {
        leadSeconds: leads.get(no) ?? null,
        recoverySeconds: recoveries.get(no) ?? null,
        deployments: released.get(no)?.deployments ?? 0,
        failRatio: released.get(no)?.fail ?? null,
        reworkRatio: released.get(no)?.rework ?? null,
      },
    ]),
  );
}
