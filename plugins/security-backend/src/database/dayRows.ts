import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral, Condition } from '@quarterdeck/plugin-portal-node';

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
    `WITH RECURSIVE entity AS (
       (SELECT e.entity_ref FROM entity_day e ORDER BY 1 LIMIT 1)
       UNION ALL
       SELECT (SELECT n.entity_ref FROM entity_day n WHERE n.entity_ref > e.entity_ref ORDER BY 1 LIMIT 1)
       FROM entity e WHERE e.entity_ref IS NOT NULL
     ), before AS (
       -- When an entity was counted last before the days begin.
       SELECT e.entity_ref, (SELECT max(l.day) FROM entity_day l
         WHERE l.entity_ref = e.entity_ref AND l.day < ?::date) AS day
       FROM entity e WHERE e.entity_ref IS NOT NULL
     ), lasting AS (
       -- Days without a count of their own. Every severity is counted together.
       SELECT entity_ref, day, greatest(day + 1, ?::date) AS first,
         coalesce(lead(day) OVER (PARTITION BY entity_ref ORDER BY day) - 1, ?::date) AS last
       FROM (SELECT entity_ref, day FROM before WHERE day IS NOT NULL
         UNION ALL
         SELECT d.entity_ref, d.day FROM entity_day d
         WHERE d.severity = 'critical' AND d.day >= ?::date AND d.day <= ?::date) c
     ), summed AS (
       SELECT d.day AS first, d.day AS last, d.severity, sum(d.open) AS open, sum(d.open_week) AS week,
         sum(d.open_month) AS month, sum(d.open_quarter) AS quarter, sum(d.open_older) AS older,
         sum(d.overdue) AS overdue, sum(d.created) AS created, sum(d.fixed) AS fixed,
         sum(d.reopened) AS reopened
       FROM entity_day d WHERE d.day >= ?::date AND d.day <= ?::date AND (${condition.sql})
       GROUP BY d.day, d.severity
       UNION ALL
       SELECT l.first, l.last, d.severity, sum(d.open), sum(d.open_week), sum(d.open_month),
         sum(d.open_quarter), sum(d.open_older), sum(d.overdue), 0, 0, 0
       FROM lasting l JOIN entity_day d ON d.entity_ref = l.entity_ref AND d.day = l.day
       WHERE l.first <= l.last AND (${condition.sql}) GROUP BY 1, 2, 3
     )
     SELECT to_char(g.day, 'YYYY-MM-DD') AS day, s.severity, sum(s.open)::integer AS open,
       sum(s.week)::integer AS week, sum(s.month)::integer AS month,
       sum(s.quarter)::integer AS quarter, sum(s.older)::integer AS older,
       sum(s.overdue)::integer AS overdue, sum(s.created)::integer AS created,
       sum(s.fixed)::integer AS fixed, sum(s.reopened)::integer AS reopened
     FROM summed s
     CROSS JOIN LATERAL generate_series(s.first, s.last, interval '1 day') AS g(day)
     GROUP BY 1, 2 ORDER BY 1`,
    [
      range.from,
      range.from,
      range.to,
      range.from,
      range.to,
      range.from,
      range.to,
      ...condition.bindings,
      ...condition.bindings,
    ],
  );
  return z.array(daySchema).parse(rows);
}

/**
 * Open findings of some entities by severity, as they stood at the end of a day:
 * as they were counted last. Entities without a count until then are left out.
 */
export async function openOnDay(
  knex: Knex,
  entityRefs: readonly string[],
  day: string,
  condition: Condition,
): Promise<Map<string, { severity: string; n: number }[]>> {
  const { rows } = await knex.raw<{
    rows: { entity_ref: string; severity: string; n: number }[];
  }>(
    `SELECT d.entity_ref, d.severity, d.open AS n FROM unnest(?::text[]) AS e(entity_ref)
     CROSS JOIN LATERAL (SELECT max(l.day) AS day FROM entity_day l
       WHERE l.entity_ref = e.entity_ref AND l.day <= ?::date) last
     JOIN entity_day d ON d.entity_ref = e.entity_ref AND d.day = last.day
     WHERE ${condition.sql}`,
    [arrayLiteral(entityRefs), day, ...condition.bindings],
  );
  const found = new Map<string, { severity: string; n: number }[]>();
  for (const { entity_ref, ...row } of rows) {
    found.set(entity_ref, [...(found.get(entity_ref) ?? []), row]);
  }
  return found;
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
