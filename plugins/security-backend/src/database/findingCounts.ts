import { Knex } from 'knex';
import { z } from 'zod';
import {
  arrayLiteral,
  Condition,
  where,
} from '@quarterdeck/plugin-portal-node';

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

/**
 * How many findings the kept counts have of each entity under a condition on `c`;
 * exact, however many.
 */
export async function sumFindingCounts(
  knex: Knex,
  condition: Condition,
  only?: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const among = only
    ? where('c.entity_ref = ANY(?::text[])', arrayLiteral(only))
    : where('true');
  const { rows } = await knex.raw<{
    rows: { entity_ref: string; n: number }[];
  }>(
    `SELECT c.entity_ref, sum(c.listed)::integer AS n FROM finding_count c
     WHERE (${condition.sql}) AND ${among.sql} GROUP BY 1`,
    [...condition.bindings, ...among.bindings],
  );
  return new Map(rows.map(({ entity_ref, n }) => [entity_ref, n]));
}
