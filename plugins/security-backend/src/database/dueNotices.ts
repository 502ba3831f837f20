import { Knex } from 'knex';
import { z } from 'zod';

const noticeSchema = z.object({
  kind: z.enum(['due_soon', 'breached']),
  entity_ref: z.string(),
  assignee: z.string().nullable(),
  findings: z.number(),
  first_title: z.string(),
  first_due: z.date(),
});

/** Findings of one entity and assignee that somebody is to hear of. */
export type DueNotice = z.infer<typeof noticeSchema>;

/** Findings one run notes at most. */
const perRun = 5000;

/**
 * Notes open findings that are due soon, or were due, and that nobody was told of
 * for this due date; what another replica notes at the same time it does not give.
 */
export async function takeDueNotices(
  knex: Knex,
  times: { now: Date; soon: Date },
): Promise<DueNotice[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `WITH due AS (
       SELECT f.finding_id, f.sla_due,
         CASE WHEN f.sla_due < :now THEN 'breached' ELSE 'due_soon' END AS kind
       FROM finding f
       WHERE f.listed AND f.is_open AND coalesce(f.sla_due, 'infinity'::timestamptz) < :soon
         AND NOT EXISTS (SELECT FROM sla_notice n
           WHERE n.finding_id = f.finding_id AND n.due_at = f.sla_due
             AND n.kind = CASE WHEN f.sla_due < :now THEN 'breached' ELSE 'due_soon' END)
       ORDER BY f.sla_due, f.finding_id LIMIT ${perRun}
     ), noted AS (
       INSERT INTO sla_notice (finding_id, kind, due_at, told_at)
       SELECT finding_id, kind, sla_due, :now FROM due ORDER BY finding_id
       ON CONFLICT DO NOTHING RETURNING finding_id, kind
     )
     SELECT n.kind, f.entity_ref, f.assignee, count(*)::integer AS findings,
       (array_agg(f.title ORDER BY f.severity_rank, f.sla_due, f.finding_id))[1] AS first_title,
       min(f.sla_due) AS first_due
     FROM noted n JOIN finding f USING (finding_id)
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    times,
  );
  return z.array(noticeSchema).parse(rows);
}

/** Forgets notices of findings whose due date is long past. */
export async function forgetDueNotices(
  knex: Knex,
  before: Date,
): Promise<void> {
  await knex.raw(
    `DELETE FROM sla_notice n WHERE n.told_at < ? AND NOT EXISTS (
       SELECT FROM finding f WHERE f.finding_id = n.finding_id AND f.is_open
         AND f.sla_due = n.due_at)`,
    [before],
  );
}
