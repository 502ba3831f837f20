import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral, Condition } from '@quarterdeck/plugin-portal-node';

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

/** Conditions on findings (`f`), and the same on their kept counts (`c`). */
export interface Counted {
  findings: Condition;
  counts: Condition;
}

const firstOf = async <T extends z.ZodType>(
  knex: Knex,
  schema: T,
  sql: string,
  bindings: readonly Knex.RawBinding[],
): Promise<z.output<T>> => {
  const { rows } = await knex.raw<{ rows: unknown[] }>(sql, bindings);
  return schema.parse(rows[0]);
};

/** The expression that due dates are indexed by. */
const due = `coalesce(f.sla_due, 'infinity'::timestamptz)`;

const standSchema = numbersSchema.pick({
  open: true,
  age: true,
  accepted: true,
});
const dueSchema = numbersSchema.pick({ past_due: true, due_soon: true });
const endingSchema = numbersSchema.pick({ accepted_ending: true });

/** How open and accepted findings stand. */
export async function countNow(
  knex: Knex,
  { findings, counts }: Counted,
  at: { now: Date; soon: Date; ending: Date },
): Promise<NowNumbers> {
  const [stand, dues, ending] = await Promise.all([
    firstOf(
      knex,
      standSchema,
      `SELECT coalesce(sum(c.listed) FILTER (WHERE c.is_open), 0)::integer AS open,
         extract(epoch FROM ?::timestamptz)::double precision
           - sum(c.seen_sum) FILTER (WHERE c.is_open) / sum(c.listed) FILTER (WHERE c.is_open) AS age,
         coalesce(sum(c.listed) FILTER (WHERE c.state = 'risk_accepted'), 0)::integer AS accepted
       FROM finding_count c WHERE ${counts.sql}`,
      [at.now, ...counts.bindings],
    ),
    firstOf(
      knex,
      dueSchema,
      `SELECT count(*) FILTER (WHERE f.sla_due < ?)::integer AS past_due,
         count(*) FILTER (WHERE f.sla_due >= ?)::integer AS due_soon
       FROM finding f WHERE f.listed AND f.is_open AND ${due} < ? AND ${findings.sql}`,
      [at.now, at.now, at.soon, ...findings.bindings],
    ),
    firstOf(
      knex,
      endingSchema,
      `SELECT count(*)::integer AS accepted_ending FROM finding f
       WHERE f.listed AND f.state = 'risk_accepted' AND f.acceptance_id = ANY(ARRAY(
         SELECT a.id::text FROM risk_acceptance a WHERE a.expires_at < ?)) AND ${findings.sql}`,
      [at.ending, ...findings.bindings],
    ),
  ]);
  return { ...stand, ...dues, ...ending };
}

const createdSchema = changesSchema.pick({
  created: true,
  created_before: true,
});
const reopenedSchema = changesSchema.pick({
  reopened: true,
  reopened_before: true,
});
const openDueSchema = z.object({
  open_due: z.number(),
  open_due_before: z.number(),
});
const fixedSchema = changesSchema.omit({
  created: true,
  created_before: true,
  reopened: true,
  reopened_before: true,
});

/** Created, fixed and reopened in a range and in the equally long one before. */
export async function countChanges(
  knex: Knex,
  condition: Condition,
  range: { before: Date; from: Date; to: Date },
): Promise<ChangeNumbers> {
  const { before, from, to } = range;
  const both = (name: string, column: string) =>
    `count(*) FILTER (WHERE ${column} >= ?)::integer AS ${name},
     count(*) FILTER (WHERE ${column} < ?)::integer AS ${name}_before`;
  const ask = <T extends z.ZodType>(
    schema: T,
    name: string,
    column: string,
    where: string,
  ) =>
    firstOf(
      knex,
      schema,
      `SELECT ${both(name, column)} FROM finding f
       WHERE f.listed AND ${where} AND ${column} >= ? AND ${column} < ? AND (${
        condition.sql
      })`,
      [from, from, before, to, ...condition.bindings],
    );
  const fix = 'extract(epoch FROM f.fixed_at - f.first_seen_at)';
  const fixed = (suffix: string) => {
    const own = suffix === '' ? 'f.fixed_at >= ?' : 'f.fixed_at < ?';
    return `count(*) FILTER (WHERE ${own})::integer AS fixed${suffix},
      count(*) FILTER (WHERE ${own})::integer AS resolved${suffix},
      (percentile_cont(0.5) WITHIN GROUP (ORDER BY ${fix}) FILTER (WHERE ${own}))::double precision AS median_fix${suffix},
      (avg(${fix}) FILTER (WHERE ${own}))::double precision AS mean_fix${suffix},
      count(*) FILTER (WHERE ${own} AND f.fixed_at <= f.sla_due)::integer AS met${suffix},
      count(*) FILTER (WHERE ${own} AND f.sla_due IS NOT NULL)::integer AS due${suffix}`;
  };
  const [created, reopened, dues, ended] = await Promise.all([
    ask(createdSchema, 'created', 'f.first_seen_at', 'true'),
    ask(reopenedSchema, 'reopened', 'f.reopened_at', 'f.is_open'),
    ask(openDueSchema, 'open_due', due, 'f.is_open'),
    firstOf(
      knex,
      fixedSchema,
      `SELECT ${fixed('')}, ${fixed('_before')} FROM finding f
       WHERE f.listed AND f.state = 'fixed' AND f.fixed_at >= ? AND f.fixed_at < ?
         AND (${condition.sql})`,
      [
        ...Array.from({ length: 12 }, () => from),
        before,
        to,
        ...condition.bindings,
      ],
    ),
  ]);
  return {
    ...created,
    ...reopened,
    ...ended,
    due: ended.due + dues.open_due,
    due_before: ended.due_before + dues.open_due_before,
  };
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
  { findings, counts }: Counted,
  at: { now: Date; soon: Date; from: Date; to: Date },
): Promise<z.infer<typeof slaSchema>[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `WITH stand AS (
       SELECT c.severity, sum(c.listed) FILTER (WHERE c.is_open) AS open,
         sum(c.listed) FILTER (WHERE c.sla = 'paused') AS paused
       FROM finding_count c WHERE ${counts.sql} GROUP BY 1
     ), dues AS (
       SELECT f.severity, count(*) FILTER (WHERE f.sla_due < ?) AS breached,
         count(*) FILTER (WHERE f.sla_due >= ?) AS due_soon
       FROM finding f WHERE f.listed AND f.is_open AND ${due} < ? AND ${findings.sql} GROUP BY 1
     ), ended AS (
       SELECT f.severity, count(*) FILTER (WHERE f.fixed_at <= f.sla_due) AS met,
         count(*) FILTER (WHERE f.fixed_at > f.sla_due) AS missed
       FROM finding f WHERE f.listed AND f.state = 'fixed' AND f.fixed_at >= ? AND f.fixed_at < ?
         AND ${findings.sql} GROUP BY 1
     )
     SELECT severity, coalesce(open, 0)::integer AS open, coalesce(breached, 0)::integer AS breached,
       coalesce(due_soon, 0)::integer AS due_soon, coalesce(paused, 0)::integer AS paused,
       coalesce(met, 0)::integer AS met, coalesce(missed, 0)::integer AS missed
     FROM stand FULL JOIN dues USING (severity) FULL JOIN ended USING (severity)`,
    [
      ...counts.bindings,
      at.now,
      at.now,
      at.soon,
      ...findings.bindings,
      at.from,
      at.to,
      ...findings.bindings,
    ],
  );
  return z.array(slaSchema).parse(rows);
}

const dueGroupSchema = z.object({
  due: z.date(),
  ended: z.date().nullable(),
  n: z.number(),
});

/**
 * Findings with a due date that were open at the first of the moments, for the
 * burn-down: those that are due and end between the same moments as one, with
 * their number.
 */
export async function loadDue(
  knex: Knex,
  condition: Condition,
  moments: readonly Date[],
): Promise<
  { firstSeenAt: Date; dueAt: Date; endedAt: Date | null; count: number }[]
> {
  const [start] = moments;
  if (!start) return [];
  const all = arrayLiteral(moments.map(at => at.toISOString()));
  const place = (column: string) => `width_bucket(${column}, ?::timestamptz[])`;
  const ended = (column: string, which: string) => `
    SELECT max(f.sla_due) AS due, max(${column}) AS ended, count(*)::integer AS n
    FROM finding f WHERE f.listed AND ${which} AND f.sla_due IS NOT NULL
      AND ${column} > ? AND f.first_seen_at <= ? AND ${condition.sql}
    GROUP BY ${place('f.sla_due')}, ${place(column)}`;
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT max(f.sla_due) AS due, NULL::timestamptz AS ended, count(*)::integer AS n
     FROM finding f WHERE f.listed AND f.is_open AND ${due} < 'infinity'
       AND f.first_seen_at <= ? AND ${condition.sql} GROUP BY ${place(
      'f.sla_due',
    )}
     UNION ALL ${ended('f.fixed_at', `f.state = 'fixed'`)}
     UNION ALL ${ended(
       'f.changed_at',
       `NOT f.is_open AND f.state <> 'fixed'`,
     )}`,
    [
      start,
      ...condition.bindings,
      all,
      ...[1, 2].flatMap(() => [start, start, ...condition.bindings, all, all]),
    ],
  );
  return z
    .array(dueGroupSchema)
    .parse(rows)
    .map(row => ({
      firstSeenAt: start,
      dueAt: row.due,
      endedAt: row.ended,
      count: row.n,
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

/** Advisories or rules that reach furthest: counted in the index, then read. */
export async function topReach(
  knex: Knex,
  condition: Condition,
  by: 'alias_key' | 'rule_id',
  limit: number,
): Promise<z.infer<typeof advisorySchema>[]> {
  const among =
    by === 'rule_id' ? 'f.alias_key IS NULL' : 'f.alias_key IS NOT NULL';
  const details =
    by === 'rule_id'
      ? // There are thousands of one rule; its worst tells its name.
        `SELECT f.tool, f.title, false AS exploited, NULL::double precision AS epss, false AS has_fix
         FROM finding f WHERE f.rule_id = t.key AND f.listed AND ${among}
         ORDER BY f.is_open DESC, f.severity_rank, f.finding_id LIMIT 1`
      : `SELECT min(f.tool) AS tool, min(f.title) AS title, bool_or(f.known_exploited) AS exploited,
           max(f.epss)::double precision AS epss, bool_or(f.fixed_version IS NOT NULL) AS has_fix
         FROM finding f WHERE f.alias_key = t.key AND f.listed AND f.is_open AND ${condition.sql}`;
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT t.*, d.* FROM (
       SELECT f.${by} AS key, min(f.severity_rank)::integer AS rank,
         count(DISTINCT f.entity_ref)::integer AS entities, count(*)::integer AS findings
       FROM finding f WHERE f.listed AND f.is_open AND ${among} AND ${condition.sql}
       GROUP BY f.${by} ORDER BY 3 DESC, 2, 4 DESC, 1 LIMIT ?) t
     CROSS JOIN LATERAL (${details}) d
     ORDER BY t.entities DESC, t.rank, t.findings DESC, t.key`,
    [
      ...condition.bindings,
      limit,
      ...(by === 'rule_id' ? [] : condition.bindings),
    ],
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
