import { Knex } from 'knex';
import { z } from 'zod';
import { countTimes, noTimes } from '../times/countTimes';
import { Counted } from './countNow';

const standSchema = z.object({
  severity: z.string(),
  open: z.number(),
  paused: z.number(),
});

/** Due dates of one severity. */
export interface SlaNumbers {
  open: number;
  paused: number;
  breached: number;
  dueSoon: number;
  /** Of those fixed in the range. */
  met: number;
  missed: number;
}

/** Due dates by severity. */
export async function countSla(
  knex: Knex,
  { counts, times }: Pick<Counted, 'counts' | 'times'>,
  at: { now: Date; soon: Date; from: Date; to: Date },
): Promise<(severity: string) => SlaNumbers> {
  const [stand, counted] = await Promise.all([
    knex.raw<{ rows: unknown[] }>(
      `SELECT c.severity, coalesce(sum(c.listed) FILTER (WHERE c.is_open), 0)::integer AS open,
         coalesce(sum(c.listed) FILTER (WHERE c.sla = 'paused'), 0)::integer AS paused
       FROM finding_count c WHERE ${counts.sql} GROUP BY 1`,
      counts.bindings,
    ),
    countTimes(
      knex,
      times,
      {
        what: ['due', 'met', 'missed'],
        moments: [at.now, at.soon, at.from, at.to],
      },
      'severity',
    ),
  ]);
  const stands = z.array(standSchema).parse(stand.rows);
  return severity => {
    const own = stands.find(row => row.severity === severity);
    const happened = counted.get(severity) ?? noTimes;
    return {
      open: own?.open ?? 0,
      paused: own?.paused ?? 0,
      breached: happened.until(['due'], 0),
      dueSoon: happened.between(['due'], 0, 1),
      met: happened.between(['met'], 2, 3),
      missed: happened.between(['missed'], 2, 3),
    };
  };
}
