import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';

const numbersSchema = z.object({
  open: z.number(),
  past_due: z.number(),
  due_soon: z.number(),
  age: z.number().nullable(),
  accepted: z.number(),
  accepted_ending: z.number(),
});
const changesSchema = z.object({
  created: z.number(),
  fixed: z.number(),
  created_before: z.number(),
  fixed_before: z.number(),
  reopened: z.number(),
  reopened_before: z.number(),
  median_fix: z.number().nullable(),
  mean_fix: z.number().nullable(),
  median_fix_before: z.number().nullable(),
  mean_fix_before: z.number().nullable(),
  resolved: z.number(),
  resolved_before: z.number(),
  met: z.number(),
  due: z.number(),
  met_before: z.number(),
  due_before: z.number(),
});

/** How things stand now. */
export type NowNumbers = z.infer<typeof numbersSchema>;
/** What happened in a range and in the one before. */
export type ChangeNumbers = z.infer<typeof changesSchema>;

/** How open and accepted findings stand. */
export async function countNow(
  knex: Knex,
  condition: Condition,
  at: { now: Date; soon: Date; ending: Date },
): Promise<NowNumbers> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT count(*) FILTER (WHERE f.is_open)::integer AS open,
       count(*) FILTER (WHERE f.is_open AND f.sla_due < ?)::integer AS past_due,
       count(*) FILTER (WHERE f.is_open AND f.sla_due >= ? AND f.sla_due < ?)::integer AS due_soon,
       (avg(extract(epoch FROM ?::timestamptz - f.first_seen_at)) FILTER (WHERE f.is_open))::double precision AS age,
       count(*) FILTER (WHERE f.state = 'risk_accepted')::integer AS accepted,
       count(*) FILTER (WHERE f.state = 'risk_accepted' AND a.expires_at < ?)::integer AS accepted_ending
     FROM finding f LEFT JOIN risk_acceptance a ON a.id::text = f.acceptance_id
     WHERE (f.is_open OR f.state = 'risk_accepted') AND f.listed AND ${condition.sql}`,
    [at.now, at.now, at.soon, at.now, at.ending, ...condition.bindings],
  );
  return numbersSchema.parse(rows[0]);
}

/** Created, fixed and reopened in a range and in the equally long one before. */
export async function countChanges(
  knex: Knex,
  condition: Condition,
  range: { before: Date; from: Date; to: Date },
): Promise<ChangeNumbers> {
  const fix = 'extract(epoch FROM f.fixed_at - f.first_seen_at)';
  const within = (column: string, from: string, to: string) =>
    `${column} >= :${from}::timestamptz AND ${column} < :${to}::timestamptz`;
  const isFixed = `f.state = 'fixed'`;
  const part = (suffix: string, from: string, to: string) => `
    count(*) FILTER (WHERE ${within(
      'f.first_seen_at',
      from,
      to,
    )})::integer AS created${suffix},
    count(*) FILTER (WHERE ${isFixed} AND ${within(
    'f.fixed_at',
    from,
    to,
  )})::integer AS fixed${suffix},
    count(*) FILTER (WHERE f.is_open AND ${within(
      'f.reopened_at',
      from,
      to,
    )})::integer AS reopened${suffix},
    (percentile_cont(0.5) WITHIN GROUP (ORDER BY ${fix}) FILTER (WHERE ${isFixed} AND ${within(
    'f.fixed_at',
    from,
    to,
  )}))::double precision AS median_fix${suffix},
    (avg(${fix}) FILTER (WHERE ${isFixed} AND ${within(
    'f.fixed_at',
    from,
    to,
  )}))::double precision AS mean_fix${suffix},
    count(*) FILTER (WHERE ${isFixed} AND ${within(
    'f.fixed_at',
    from,
    to,
  )})::integer AS resolved${suffix},
    count(*) FILTER (WHERE ${isFixed} AND ${within(
    'f.fixed_at',
    from,
    to,
  )} AND f.fixed_at <= f.sla_due)::integer AS met${suffix},
    count(*) FILTER (WHERE (${isFixed} AND f.sla_due IS NOT NULL AND ${within(
    'f.fixed_at',
    from,
    to,
  )})
      OR (f.is_open AND ${within(
        'f.sla_due',
        from,
        to,
      )}))::integer AS due${suffix}`;
  const values = { ...range };
  // Named and numbered bindings do not mix: the condition comes first, filled in.
  const filled = knex.raw(condition.sql, condition.bindings);
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT ${part('', 'from', 'to')}, ${part('_before', 'before', 'from')}
     FROM finding f WHERE f.listed AND (:condition)`,
    { ...values, condition: filled },
  );
  return changesSchema.parse(rows[0]);
}

const slaSchema = z.object({
  severity: z.string(),
  open: z.number(),
  breached: z.number(),
  due_soon: z.number(),
  paused: z.number(),
  met: z.number(),
  missed: z.number(),
});

/** Due dates by severity. */
export async function countSla(
  knex: Knex,
  condition: Condition,
  at: { now: Date; soon: Date; from: Date; to: Date },
): Promise<z.infer<typeof slaSchema>[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT f.severity, count(*) FILTER (WHERE f.is_open)::integer AS open,
       count(*) FILTER (WHERE f.is_open AND f.sla_due < ?)::integer AS breached,
       count(*) FILTER (WHERE f.is_open AND f.sla_due >= ? AND f.sla_due < ?)::integer AS due_soon,
       count(*) FILTER (WHERE f.sla_paused)::integer AS paused,
       count(*) FILTER (WHERE f.state = 'fixed' AND f.fixed_at >= ? AND f.fixed_at < ? AND f.fixed_at <= f.sla_due)::integer AS met,
       count(*) FILTER (WHERE f.state = 'fixed' AND f.fixed_at >= ? AND f.fixed_at < ? AND f.fixed_at > f.sla_due)::integer AS missed
     FROM finding f WHERE f.listed AND ${condition.sql} GROUP BY 1`,
    [
      at.now,
      at.now,
      at.soon,
      at.from,
      at.to,
      at.from,
      at.to,
      ...condition.bindings,
    ],
  );
  return z.array(slaSchema).parse(rows);
}

/** Findings with a due date that were open at a moment, for the burn-down. */
export async function loadDue(
  knex: Knex,
  condition: Condition,
  start: Date,
): Promise<{ firstSeenAt: Date; dueAt: Date; endedAt: Date | null }[]> {
  const { rows } = await knex.raw<{
    rows: { first: Date; due: Date; ended: Date | null }[];
  }>(
    `SELECT f.first_seen_at AS first, f.sla_due AS due,
       CASE WHEN f.is_open THEN NULL ELSE coalesce(f.fixed_at, f.changed_at) END AS ended
     FROM finding f
     WHERE f.listed AND f.sla_due IS NOT NULL AND f.first_seen_at <= ?
       AND (f.is_open OR coalesce(f.fixed_at, f.changed_at) > ?) AND ${condition.sql}
     LIMIT 200000`,
    [start, start, ...condition.bindings],
  );
  return rows.map(row => ({
    firstSeenAt: row.first,
    dueAt: row.due,
    endedAt: row.ended,
  }));
}

const advisorySchema = z.object({
  key: z.string(),
  tool: z.string(),
  title: z.string(),
  rank: z.number(),
  entities: z.number(),
  findings: z.number(),
  exploited: z.boolean(),
  epss: z.number().nullable(),
  has_fix: z.boolean(),
});

/** Advisories or rules that reach furthest. */
export async function topReach(
  knex: Knex,
  condition: Condition,
  by: 'alias_key' | 'rule_id',
  limit: number,
): Promise<z.infer<typeof advisorySchema>[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT f.${by} AS key, min(f.tool) AS tool, min(f.title) AS title, min(f.severity_rank)::integer AS rank,
       count(DISTINCT f.entity_ref)::integer AS entities, count(*)::integer AS findings,
       bool_or(f.known_exploited) AS exploited, max(f.epss)::double precision AS epss,
       bool_or(f.fixed_version IS NOT NULL) AS has_fix
     FROM finding f WHERE f.listed AND f.is_open AND f.${by} IS NOT NULL
       ${by === 'rule_id' ? 'AND f.alias_key IS NULL' : ''} AND ${condition.sql}
     GROUP BY f.${by} ORDER BY 5 DESC, 4, 6 DESC, 1 LIMIT ?`,
    [...condition.bindings, limit],
  );
  return z.array(advisorySchema).parse(rows);
}

/** What was created since a moment, and is past due, by entity. */
export async function countByEntity(
  knex: Knex,
  condition: Condition,
  at: { since: Date; now: Date },
): Promise<Map<string, { created: number; pastDue: number }>> {
  const { rows } = await knex.raw<{
    rows: { entity_ref: string; created: number; past_due: number }[];
  }>(
    `SELECT f.entity_ref, count(*) FILTER (WHERE f.first_seen_at >= ?)::integer AS created,
       count(*) FILTER (WHERE f.sla_due < ?)::integer AS past_due
     FROM finding f WHERE f.listed AND f.is_open AND ${condition.sql} GROUP BY 1`,
    [at.since, at.now, ...condition.bindings],
  );
  return new Map(
    rows.map(row => [
      row.entity_ref,
      { created: row.created, pastDue: row.past_due },
    ]),
  );
}
