import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { OwnFigures } from '../service/middleOfServices';
import { medianOf } from '../service/quantileFigures';
import { Slice } from '../service/slices';
import { RecoveryBy } from './recoveryReads';
import { readServiceTimes, ServiceTime } from './serviceTimes';

const iso = (moment: number) => new Date(moment).toISOString();

/** Services whose values are sorted before others get their turn. */
const atOnce = 25;

/** Lets what waits be answered. */
const breathe = () => new Promise(resolve => setImmediate(resolve));

async function readRecoveryMedians(
  knex: Knex,
  numbers: readonly number[],
  { from, to }: Slice,
  recoveryBy: RecoveryBy,
): Promise<Map<number, number>> {
  const time = recoveryBy === 'recovered' ? 'recovered_at' : 'failed_at';
  const result = await knex.raw<{ rows: { no: number; ms: number }[] }>(
    `SELECT s.service_no AS no,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY s.ms) AS ms
     FROM recovery s
     WHERE s.service_no = ANY(?::int[]) AND s.${time} >= ? AND s.${time} < ?
       AND s.ms IS NOT NULL
     GROUP BY s.service_no`,
    [arrayLiteral(numbers), iso(from), iso(to)],
  );
  return new Map(result.rows.map(({ no, ms }) => [no, ms]));
}

const seconds = (ms: number | null | undefined) =>
  ms === null || ms === undefined ? null : ms / 1000;

const ratio = (count: number, of: number) => (of === 0 ? null : count / of);

const toFigures = (
  { leads, succeeded, met, failed, rework }: ServiceTime,
  recoveryMs: number | undefined,
): OwnFigures => ({
  leadSeconds: seconds(medianOf(leads)),
  recoverySeconds: seconds(recoveryMs),
  deployments: succeeded,
  failRatio: ratio(failed, met),
  reworkRatio: ratio(rework, met),
});

/** The five values of each of many services: from their weeks, not from their samples. */
export async function readOwnFigures(
  knex: Knex,
  numbers: readonly number[],
  slice: Slice,
  recoveryBy: RecoveryBy,
): Promise<Map<number, OwnFigures>> {
  const [times, recoveries] = await Promise.all([
    readServiceTimes(knex, numbers, slice.from, slice.to),
    readRecoveryMedians(knex, numbers, slice, recoveryBy),
  ]);
  const figures = new Map<number, OwnFigures>();
  for (const [no, time] of times) {
    figures.set(no, toFigures(time, recoveries.get(no)));
    if (figures.size % atOnce === 0) await breathe();
  }
  return figures;
}
