import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';

/** Properties that a list is narrowed by. */
export const facets = [
  'severity',
  'state',
  'kind',
  'tool',
  'entity',
  'assignee',
  'environment',
] as const;

/** @see facets */
export type Facet = (typeof facets)[number];

/** Facets that `finding_count` has. */
export type CountedFacet = Exclude<Facet, 'assignee'>;

/** Rows that facets are counted from at most. */
export const facetLimit = 50_000;

/** Values of a facet at most. */
const mostValues = 50;

const facetSchema = z.object({
  facet: z.string(),
  value: z.string(),
  n: z.number(),
});

/** How many findings have a value. */
export type FacetRow = z.infer<typeof facetSchema>;

/** Of what several tools found each tool is a value: whoever filters by it finds it. */
const valueOf: Record<Facet, string> = {
  severity: 'severity',
  state: 'state',
  kind: 'kind',
  tool: 'tool.name',
  entity: 'entity_ref',
  assignee: `coalesce(assignee, 'none')`,
  environment: 'environment',
};

const toolsOf = (facet: Facet) =>
  facet === 'tool' ? 'CROSS JOIN LATERAL unnest(f.tools) AS tool(name)' : '';

/** Counts of several properties over the same rows, in one reading; the first ones when there are too many. */
export async function countFacets(
  knex: Knex,
  condition: Condition,
  asked: readonly Facet[],
): Promise<FacetRow[]> {
  if (asked.length === 0) return [];
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `WITH f AS MATERIALIZED (SELECT severity, state, kind, tools, entity_ref, assignee, environment
       FROM finding f WHERE ${condition.sql} LIMIT ${facetLimit})
     ${asked
       .map(
         facet =>
           `(SELECT '${facet}' AS facet, ${
             valueOf[facet]
           } AS value, count(*)::integer AS n
             FROM f ${toolsOf(
               facet,
             )} GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT ${mostValues})`,
       )
       .join(' UNION ALL ')}`,
    condition.bindings,
  );
  return z.array(facetSchema).parse(rows);
}

const columnOf: Record<CountedFacet, string> = {
  severity: 'severity',
  state: 'state',
  kind: 'kind',
  tool: 'tools',
  entity: 'entity_ref',
  environment: 'environment',
};

/** The same of all findings, however many, from the kept counts: a condition on `c`. */
export async function sumFacets(
  knex: Knex,
  condition: Condition,
  asked: readonly CountedFacet[],
): Promise<FacetRow[]> {
  if (asked.length === 0) return [];
  const columns = asked.map(facet => columnOf[facet]);
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    // Read once; what is not grouped by is null, and no column of the table is.
    `WITH f AS MATERIALIZED (
       SELECT ${columns
         .map(column => `c.${column}`)
         .join(', ')}, sum(c.listed) AS n
       FROM finding_count c WHERE ${condition.sql}
       GROUP BY GROUPING SETS (${columns
         .map(column => `(c.${column})`)
         .join(', ')}))
     ${asked
       .map(
         facet =>
           `(SELECT '${facet}' AS facet, ${
             valueOf[facet]
           } AS value, sum(n)::integer AS n
             FROM f ${toolsOf(facet)} WHERE ${columnOf[facet]} IS NOT NULL
             GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT ${mostValues})`,
       )
       .join(' UNION ALL ')}`,
    condition.bindings,
  );
  return z.array(facetSchema).parse(rows);
}

/** Findings by who they are assigned to, most first; those of nobody are not counted. */
export async function countAssigned(
  knex: Knex,
  condition: Condition,
): Promise<{ value: string; n: number }[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT f.assignee AS value, count(*)::integer AS n FROM finding f
     WHERE f.assignee IS NOT NULL AND (${condition.sql}) GROUP BY 1 ORDER BY 2 DESC, 1`,
    condition.bindings,
  );
  return z.array(facetSchema.omit({ facet: true })).parse(rows);
}
