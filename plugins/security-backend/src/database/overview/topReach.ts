import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';

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
