import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

const componentSchema = z.object({
  entity_ref: z.string(),
  name: z.string(),
  version: z.string().nullable(),
  purl: z.string().nullable(),
  licences: z.array(z.string()),
  development: z.boolean(),
});

/** A component of an entity's newest SBOM. */
export type GateComponentRow = z.infer<typeof componentSchema>;

/** Components of entities' newest SBOMs on the default branch, for their licences. */
export async function loadGateComponents(
  knex: Knex,
  entityRefs: readonly string[],
): Promise<GateComponentRow[]> {
  if (entityRefs.length === 0) return [];
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT DISTINCT d.entity_ref, p.name, p.version, p.purl, c.licences,
       coalesce(c.development, false) AS development
     FROM sbom_document d JOIN sbom_component c USING (document_id)
     JOIN sbom_package p USING (package_id)
     WHERE d.entity_ref = ANY(?::text[]) AND d.newest AND d.on_default LIMIT 200000`,
    [arrayLiteral(entityRefs)],
  );
  return z.array(componentSchema).parse(rows);
}
