import { Knex } from 'knex';
import { z } from 'zod';

const componentSchema = z.object({
  name: z.string(),
  version: z.string().nullable(),
  purl: z.string().nullable(),
  licences: z.array(z.string()),
  development: z.boolean(),
});

/** Components of an entity's newest SBOMs on the default branch, for their licences. */
export async function loadGateComponents(
  knex: Knex,
  entityRef: string,
): Promise<z.infer<typeof componentSchema>[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT DISTINCT p.name, p.version, p.purl, c.licences, coalesce(c.development, false) AS development
     FROM sbom_document d JOIN sbom_component c USING (document_id)
     JOIN sbom_package p USING (package_id)
     WHERE d.entity_ref = ? AND d.newest AND d.on_default LIMIT 50000`,
    [entityRef],
  );
  return z.array(componentSchema).parse(rows);
}
