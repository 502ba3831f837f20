import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';

const daySchema = z.object({
  day: z.string(),
  severity: z.string(),
  open: z.number(),
  week: z.number(),
  month: z.number(),
  quarter: z.number(),
  older: z.number(),
  overdue: z.number(),
  created: z.number(),
  fixed: z.number(),
  reopened: z.number(),
});

/** How things stood at the end of a day, by severity. */
export type DayRow = z.infer<typeof daySchema>;

/**
 * Sums of the days from one to another. An entity that was not counted on a day
 * stands as it did when it was counted last; days before its first are not known.
 */
export async function sumDays(
  knex: Knex,
  condition: Condition,
  range: { from: string; to: string },
): Promise<DayRow[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `WITH told AS (
       SELECT d.*, lead(d.day) OVER (PARTITION BY d.entity_ref, d.severity ORDER BY d.day) AS next
       FROM entity_day d WHERE (${condition.sql}) AND d.day <= ?::date
     )
     SELECT to_char(g.day, 'YYYY-MM-DD') AS day, t.severity, sum(t.open)::integer AS open,
       sum(t.open_week)::integer AS week, sum(t.open_month)::integer AS month,
       sum(t.open_quarter)::integer AS quarter, sum(t.open_older)::integer AS older,
       sum(t.overdue)::integer AS overdue,
       sum(CASE WHEN t.day = g.day THEN t.created ELSE 0 END)::integer AS created,
       sum(CASE WHEN t.day = g.day THEN t.fixed ELSE 0 END)::integer AS fixed,
       sum(CASE WHEN t.day = g.day THEN t.reopened ELSE 0 END)::integer AS reopened
     FROM told t
     CROSS JOIN LATERAL generate_series(greatest(t.day, ?::date),
       least(coalesce(t.next - 1, ?::date), ?::date), interval '1 day') AS g(day)
     GROUP BY 1, 2 ORDER BY 1`,
    [...condition.bindings, range.to, range.from, range.to, range.to],
  );
  return z.array(daySchema).parse(rows);
}

/** The first day that anything was counted on. */
export async function firstDay(
  knex: Knex,
  condition: Condition,
): Promise<string | null> {
  const { rows } = await knex.raw<{ rows: { day: string | null }[] }>(
    `SELECT to_char(min(d.day), 'YYYY-MM-DD') AS day FROM entity_day d WHERE ${condition.sql}`,
    condition.bindings,
  );
  return rows[0]?.day ?? null;
}
