import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral, Condition } from '@quarterdeck/plugin-portal-node';
import { DueFinding } from '@quarterdeck/plugin-security-common';

const groupSchema = z.object({
  due: z.date().nullable(),
  ended: z.date().nullable(),
  n: z.number(),
});

/**
 * Findings with a due date that were open at the first of the moments, for the
 * burn-down: those that are due and end between the same moments as one, with
 * their number. What is due before the first moment or after the last is only
 * counted; taken out of what is kept is what is due or ended between them.
 */
export async function loadDue(
  knex: Knex,
  /** On `t`. */
  condition: Condition,
  moments: readonly Date[],
): Promise<DueFinding[]> {
  const [start] = moments;
  const last = moments.at(-1);
  if (!start || !last) return [];
  const all = arrayLiteral(moments.map(at => at.toISOString()));
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `WITH asked AS (
       SELECT ?::timestamptz AS start, ?::timestamptz - interval '1 microsecond' AS before,
         ?::timestamptz AS last, ?::timestamptz[] AS moments
     ), open AS (
       SELECT coalesce(sum(width_bucket(a.start, t.at)) FILTER (WHERE t.what = 'timed'), 0) AS seen,
         coalesce(sum(width_bucket(a.before, t.at)) FILTER (WHERE t.what = 'due'), 0) AS over
       FROM finding_time t CROSS JOIN asked a
       WHERE t.what IN ('timed', 'due') AND (${condition.sql})
     ), due_time AS (
       -- Unnested where it is selected: a set that is joined is written down first.
       SELECT unnest(t.at[t.first + 1 : t.last]) AS due, unnest(t.seen[t.first + 1 : t.last]) AS seen
       FROM (SELECT t.at, t.seen, width_bucket(a.before, t.at) AS first,
           width_bucket(a.last, t.at) AS last
         FROM finding_time t CROSS JOIN asked a
         WHERE t.what = 'due' AND (${condition.sql}) OFFSET 0) t
     ), end_time AS (
       SELECT unnest(t.at[t.first + 1 :]) AS at, unnest(t.seen[t.first + 1 :]) AS seen,
         unnest(t.due[t.first + 1 :]) AS due
       FROM (SELECT t.at, t.seen, t.due, width_bucket(a.start, t.at) AS first
         FROM finding_time t CROSS JOIN asked a
         WHERE t.what IN ('met', 'missed', 'ended') AND (${condition.sql}) OFFSET 0) t
     ), due AS (
       SELECT max(u.due) AS due, count(*) AS n FROM due_time u CROSS JOIN asked a
       WHERE u.seen <= a.start GROUP BY width_bucket(u.due, a.moments)
     ), ended AS (
       SELECT max(u.due) AS due, max(u.at) AS ended, count(*) AS n
       FROM end_time u CROSS JOIN asked a WHERE u.seen <= a.start
       GROUP BY width_bucket(u.due, a.moments), width_bucket(u.at, a.moments)
     )
     SELECT due, ended, n::integer AS n FROM ended
     UNION ALL SELECT due, NULL, n::integer FROM due
     UNION ALL SELECT a.before, NULL, o.over::integer FROM open o, asked a
     -- Due after the last moment.
     UNION ALL SELECT NULL, NULL,
       (o.seen - o.over - (SELECT coalesce(sum(n), 0) FROM due))::integer FROM open o`,
    [
      start,
      start,
      last,
      all,
      ...condition.bindings,
      ...condition.bindings,
      ...condition.bindings,
    ],
  );
  const later = new Date(last.getTime() + 1);
  return z
    .array(groupSchema)
    .parse(rows)
    .filter(({ n }) => n > 0)
    .map(({ due, ended, n }) => ({
      firstSeenAt: start,
      dueAt: due ?? later,
      endedAt: ended,
      count: n,
    }));
}
