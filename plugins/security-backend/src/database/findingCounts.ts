import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';

/** Properties findings are counted by, and the SQL of their values. */
export const countedBy = {
  severity: 'f.severity',
  state: 'f.state',
  kind: 'f.kind',
  tool: 'f.tool',
  entity: 'f.entity_ref',
  assignee: `coalesce(f.assignee, 'none')`,
  environment: 'f.environment',
  component: 'f.entity_ref',
  rule: 'f.rule_id',
  file: 'f.path',
  package: 'coalesce(f.package_name, f.purl)',
  vulnerability: 'f.alias_key',
} as const;

/** Rows that facets are counted from at most. */
export const facetLimit = 50_000;

const facetSchema = z.object({
  facet: z.string(),
  value: z.string(),
  n: z.number(),
});

/** Counts of several properties over the same rows, in one reading. */
export async function countFacets(
  knex: Knex,
  condition: Condition,
  facets: readonly (keyof typeof countedBy)[],
): Promise<{ facet: string; value: string; n: number }[]> {
  if (facets.length === 0) return [];
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `WITH f AS MATERIALIZED (SELECT severity, state, kind, tool, entity_ref, assignee, environment
       FROM finding f WHERE ${condition.sql} LIMIT ${facetLimit})
     ${facets
       .map(
         facet =>
           `(SELECT '${facet}' AS facet, ${countedBy[facet]} AS value, count(*)::integer AS n
             FROM f WHERE ${countedBy[facet]} IS NOT NULL GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT 50)`,
       )
       .join(' UNION ALL ')}`,
    condition.bindings,
  );
  return z.array(facetSchema).parse(rows);
}

const groupSchema = z.object({
  key: z.string(),
  label: z.string(),
  n: z.number(),
  past_due: z.number(),
  entities: z.number(),
  severities: z.record(z.string(), z.number()),
});

/** A group of equal findings. */
export type GroupRow = z.infer<typeof groupSchema>;

/** Groups by one property, most first. */
export async function countGroups(
  knex: Knex,
  condition: Condition,
  by: keyof typeof countedBy,
  page: { limit: number; after?: { n: number; key: string }; now: Date },
): Promise<GroupRow[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT key, label, n::integer, past_due::integer, entities::integer, severities FROM (
       SELECT key, max(label) AS label, sum(n) AS n, sum(past_due) AS past_due,
         max(entities) AS entities, jsonb_object_agg(severity, n) AS severities
       FROM (
         SELECT ${countedBy[by]} AS key, min(f.title) AS label, f.severity, count(*) AS n,
           count(*) FILTER (WHERE f.is_open AND f.sla_due < ?::timestamptz) AS past_due,
           count(DISTINCT f.entity_ref) AS entities
         FROM finding f WHERE ${condition.sql} AND ${countedBy[by]} IS NOT NULL
         GROUP BY 1, 3) s
       GROUP BY key) g
     WHERE ?::integer IS NULL OR (n, key) < (?::integer, ?::text)
     ORDER BY n DESC, key DESC LIMIT ?`,
    [
      page.now,
      ...condition.bindings,
      page.after?.n ?? null,
      page.after?.n ?? null,
      page.after?.key ?? null,
      page.limit,
    ],
  );
  return z.array(groupSchema).parse(rows);
}

/** Open findings per entity and severity, from the counts that are kept. */
export async function sumEntityCounts(
  knex: Knex,
  condition: Condition,
): Promise<{ entity_ref: string; severity: string; n: number }[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT c.entity_ref, c.severity, sum(c.listed)::integer AS n FROM entity_count c
     WHERE c.state IN ('open', 'triaged', 'in_progress') AND (${condition.sql})
     GROUP BY 1, 2`,
    condition.bindings,
  );
  return z
    .array(
      z.object({ entity_ref: z.string(), severity: z.string(), n: z.number() }),
    )
    .parse(rows);
}

/** How many findings the kept counts have under a condition on `c`; exact, however many. */
export async function sumFindingCounts(
  knex: Knex,
  condition: Condition,
): Promise<number> {
  const { rows } = await knex.raw<{ rows: { n: number }[] }>(
    `SELECT coalesce(sum(c.listed), 0)::integer AS n FROM finding_count c
     WHERE ${condition.sql}`,
    condition.bindings,
  );
  return rows[0]?.n ?? 0;
}
