import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';
import { severities } from '@quarterdeck/plugin-security-common';

/** Properties findings are grouped by, and the SQL of their values. */
export const groupedBy = {
  severity: 'f.severity',
  state: 'f.state',
  kind: 'f.kind',
  tool: 'f.tool',
  entity: 'f.entity_ref',
  component: 'f.entity_ref',
  assignee: `coalesce(f.assignee, 'none')`,
  rule: 'f.rule_id',
  file: 'f.path',
  package: 'coalesce(f.package_name, f.purl)',
  vulnerability: 'f.alias_key',
} as const;

/** @see groupedBy */
export type Grouping = keyof typeof groupedBy;

const groupSchema = z.object({
  key: z.string(),
  label: z.string(),
  n: z.number(),
  past_due: z.number(),
  entities: z.number(),
  critical: z.number(),
  high: z.number(),
  medium: z.number(),
  low: z.number(),
  info: z.number(),
  unknown: z.number(),
});

/** A group of equal findings. */
export type GroupRow = z.infer<typeof groupSchema>;

/** Which groups, most first. */
export interface GroupPage {
  limit: number;
  after?: { n: number; key: string };
  now: Date;
}

/** Sums of `numbers`, a table of counts by key, entity and severity: a page of groups. */
const pageOfGroups = (numbers: string) => `
  WITH g AS (
    SELECT key, sum(n)::integer AS n, sum(past_due)::integer AS past_due, count(*)::integer AS entities,
      coalesce(min(title), key) AS label,
      ${severities.map(one => `sum("${one}")::integer AS "${one}"`).join(', ')}
    FROM (SELECT key, entity_ref, sum(n) AS n, sum(past_due) AS past_due, min(title) AS title,
        ${severities
          .map(
            one =>
              `coalesce(sum(n) FILTER (WHERE severity = '${one}'), 0) AS "${one}"`,
          )
          .join(', ')}
      FROM (${numbers}) s GROUP BY 1, 2 HAVING sum(n) > 0) e
    GROUP BY 1
  )
  SELECT * FROM g WHERE ?::integer IS NULL OR (n, key) < (?::integer, ?::text)
  ORDER BY n DESC, key DESC LIMIT ?`;

const pageBindings = ({ after, limit }: GroupPage) => [
  after?.n ?? null,
  after?.n ?? null,
  after?.key ?? null,
  limit,
];

/** Groups of these tell a title. */
const titled: readonly Grouping[] = ['rule', 'vulnerability'];

/** Groups by one property, from the findings themselves. */
export async function countGroups(
  knex: Knex,
  condition: Condition,
  by: Grouping,
  page: GroupPage,
): Promise<GroupRow[]> {
  const key = groupedBy[by];
  const title = titled.includes(by) ? 'min(f.title)' : 'NULL';
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    pageOfGroups(
      `SELECT ${key} AS key, f.entity_ref, f.severity, ${title} AS title, count(*) AS n,
         count(*) FILTER (WHERE f.is_open AND f.sla_due < ?::timestamptz) AS past_due
       FROM finding f WHERE ${condition.sql} AND ${key} IS NOT NULL GROUP BY 1, 2, 3`,
    ),
    [page.now, ...condition.bindings, ...pageBindings(page)],
  );
  return z.array(groupSchema).parse(rows);
}

/** Properties that `finding_count` and the index of due dates both have. */
const countedAlike = {
  severity: ['c.severity', 'f.severity'],
  kind: ['c.kind', 'f.kind'],
  entity: ['c.entity_ref', 'f.entity_ref'],
  component: ['c.entity_ref', 'f.entity_ref'],
} as const;

/** @see countedAlike */
export type CountedGrouping = keyof typeof countedAlike;

/** Whether {@link sumGroups} can group by it. */
export const isCountedGrouping = (by: Grouping): by is CountedGrouping =>
  by in countedAlike;

/** The same from the kept counts; only what is past due is counted, in its index. */
export async function sumGroups(
  knex: Knex,
  condition: { counts: Condition; findings: Condition },
  by: CountedGrouping,
  page: GroupPage,
): Promise<GroupRow[]> {
  const { counts, findings } = condition;
  const [counted, found] = countedAlike[by];
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    pageOfGroups(
      `SELECT ${counted} AS key, c.entity_ref, c.severity, NULL AS title, sum(c.listed) AS n, 0 AS past_due
       FROM finding_count c WHERE ${counts.sql} GROUP BY 1, 2, 3
       UNION ALL
       SELECT ${found}, f.entity_ref, f.severity, NULL, 0, count(*)
       FROM finding f WHERE f.listed AND f.is_open
         AND coalesce(f.sla_due, 'infinity'::timestamptz) < ?::timestamptz
         AND f.sla_due < ?::timestamptz AND (${findings.sql}) GROUP BY 1, 2, 3`,
    ),
    [
      ...counts.bindings,
      page.now,
      page.now,
      ...findings.bindings,
      ...pageBindings(page),
    ],
  );
  return z.array(groupSchema).parse(rows);
}
