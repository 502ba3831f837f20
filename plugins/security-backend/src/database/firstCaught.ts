import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

/** In which stage findings of an entity were caught first, and how many. */
export type FirstCaught = { stage: string; count: number }[];

/** On a branch, on the default branch, or in an environment: by entity. */
export async function loadFirstCaught(
  knex: Knex,
  entityRefs: readonly string[],
  since: Date,
): Promise<Map<string, FirstCaught>> {
  const { rows } = await knex.raw<{
    rows: { entity_ref: string; stage: string; n: number }[];
  }>(
    `SELECT entity_ref, stage, count(*)::integer AS n FROM (
       SELECT DISTINCT ON (entity_ref, identity) entity_ref,
         CASE WHEN environment <> '' THEN environment
           WHEN on_default THEN 'default branch' ELSE 'branch' END AS stage
       FROM finding WHERE entity_ref = ANY(?::text[]) AND first_seen_at >= ?
       ORDER BY entity_ref, identity, first_seen_at, on_default) f
     GROUP BY 1, 2 ORDER BY 3 DESC, 2`,
    [arrayLiteral(entityRefs), since],
  );
  const caught = new Map<string, FirstCaught>();
  for (const { entity_ref, stage, n } of rows) {
    const known = caught.get(entity_ref);
    if (known) known.push({ stage, count: n });
    else caught.set(entity_ref, [{ stage, count: n }]);
  }
  return caught;
}
