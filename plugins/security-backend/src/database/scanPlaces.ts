import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { findingKinds } from '@quarterdeck/plugin-security-common';

const placeSchema = z.object({
  entityRef: z.string(),
  kind: z.enum(findingKinds),
  category: z.string(),
  environment: z.string(),
  onDefault: z.boolean(),
  hasCommit: z.boolean(),
});

/** Where entities are scanned for what, each way once. */
export async function loadScanPlaces(
  knex: Knex,
  entityRefs: readonly string[],
): Promise<z.infer<typeof placeSchema>[]> {
  if (entityRefs.length === 0) return [];
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT DISTINCT t.entity_ref AS "entityRef", k.kind, t.category, t.environment,
       t.on_default AS "onDefault", t.commit_sha IS NOT NULL AS "hasCommit"
     FROM scan_target t, unnest(t.kinds) AS k(kind)
     WHERE t.entity_ref = ANY(?::text[])`,
    [arrayLiteral(entityRefs)],
  );
  return z.array(placeSchema).parse(rows);
}
