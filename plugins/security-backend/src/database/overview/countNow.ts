import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';
import { countTimes, noTimes } from '../times/countTimes';

/** Conditions on findings (`f`), and the same on what is kept of them: counts (`c`) and times (`t`). */
export interface Counted {
  findings: Condition;
  counts: Condition;
  times: Condition;
}

/** How things stand now. */
export interface NowNumbers {
  open: number;
  pastDue: number;
  dueSoon: number;
  /** Mean, in seconds. */
  age: number | null;
  accepted: number;
  acceptedEnding: number;
}

const standSchema = z.object({
  open: z.number(),
  age: z.number().nullable(),
  accepted: z.number(),
});

/** How open and accepted findings stand. */
export async function countNow(
  knex: Knex,
  { findings, counts, times }: Counted,
  at: { now: Date; soon: Date; ending: Date },
): Promise<NowNumbers> {
  const [stand, dues, ending] = await Promise.all([
    knex.raw<{ rows: unknown[] }>(
      `SELECT coalesce(sum(c.listed) FILTER (WHERE c.is_open), 0)::integer AS open,
         extract(epoch FROM ?::timestamptz)::double precision
           - sum(c.seen_sum) FILTER (WHERE c.is_open) / sum(c.listed) FILTER (WHERE c.is_open) AS age,
         coalesce(sum(c.listed) FILTER (WHERE c.state = 'risk_accepted'), 0)::integer AS accepted
       FROM finding_count c WHERE ${counts.sql}`,
      [at.now, ...counts.bindings],
    ),
    countTimes(knex, times, { what: ['due'], moments: [at.now, at.soon] }),
    knex.raw<{ rows: { n: number }[] }>(
      `SELECT count(*)::integer AS n FROM finding f
       WHERE f.listed AND f.state = 'risk_accepted' AND f.acceptance_id = ANY(ARRAY(
         SELECT a.id::text FROM risk_acceptance a WHERE a.expires_at < ?)) AND ${findings.sql}`,
      [at.ending, ...findings.bindings],
    ),
  ]);
  const due = dues.get('') ?? noTimes;
  return {
    ...standSchema.parse(stand.rows[0]),
    pastDue: due.until(['due'], 0),
    dueSoon: due.between(['due'], 0, 1),
    acceptedEnding: ending.rows[0]?.n ?? 0,
  };
}
