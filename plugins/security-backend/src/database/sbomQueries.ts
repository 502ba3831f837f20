import { Knex } from 'knex';
import { z } from 'zod';
import {
  allOf,
  arrayLiteral,
  Condition,
  where,
} from '@quarterdeck/plugin-portal-node';

const maybe = z.string().nullable();
const documentSchema = z.object({
  document_id: z.string(),
  entity_ref: z.string(),
  scope: z.string(),
  branch: z.string(),
  environment: z.string(),
  position: z.string(),
  created_at: z.date(),
  format: z.string(),
  tool: maybe,
  commit_sha: maybe,
  component_count: z.number(),
  rejected: z.number(),
  root_name: maybe,
  root_version: maybe,
  newest: z.boolean(),
});

/** An SBOM. */
export type SbomRow = z.infer<typeof documentSchema>;

/** SBOMs under a condition on `d`, newest first. */
export async function selectSboms(
  knex: Knex,
  condition: Condition,
  page: { limit: number; cursor?: [string, string] },
): Promise<SbomRow[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT d.*, d.position::text AS position FROM sbom_document d WHERE (${condition.sql})
       AND (?::timestamptz IS NULL OR (d.created_at, d.document_id) < (?::timestamptz, ?::text))
     ORDER BY d.created_at DESC, d.document_id DESC LIMIT ?`,
    [
      ...condition.bindings,
      page.cursor?.[0] ?? null,
      page.cursor?.[0] ?? null,
      page.cursor?.[1] ?? null,
      page.limit,
    ],
  );
  return z.array(documentSchema).parse(rows);
}

/** @see ComponentRow */
export const componentSchema = z.object({
  document_id: z.string(),
  ordinal: z.number(),
  ref: z.string(),
  name: z.string(),
  version: maybe,
  ecosystem: maybe,
  purl: maybe,
  package_key: maybe,
  type: maybe,
  supplier: maybe,
  direct: z.boolean().nullable(),
  development: z.boolean().nullable(),
  licences: z.array(z.string()),
  dependencies: z.number(),
});

/** A component of an SBOM. */
export type ComponentRow = z.infer<typeof componentSchema>;

/** Columns of {@link componentSchema}, of `c` and `p`. */
export const componentColumns = `c.document_id, c.ordinal, c.ref, p.name, p.version, p.ecosystem, p.purl,
  p.package_key, c.type, c.supplier, c.direct, c.development, c.licences,
  cardinality(c.depends_on) AS dependencies`;

/** Components of an SBOM by name. */
export async function selectComponents(
  knex: Knex,
  documentId: string,
  filter: { q?: string; ecosystem: readonly string[] },
  page: { limit: number; cursor?: [string, number] },
): Promise<ComponentRow[]> {
  const condition = allOf(
    [
      where('c.document_id = ?', documentId),
      filter.q
        ? where('strpos(p.name_search, ?) > 0', filter.q.toLowerCase())
        : undefined,
      filter.ecosystem.length
        ? where('p.ecosystem = ANY(?::text[])', arrayLiteral(filter.ecosystem))
        : undefined,
      page.cursor
        ? where(
            '(p.name_search, c.ordinal) > (?::text, ?::integer)',
            ...page.cursor,
          )
        : undefined,
    ].filter(part => part !== undefined),
  );
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT ${componentColumns} FROM sbom_component c JOIN sbom_package p USING (package_id)
     WHERE ${condition.sql} ORDER BY p.name_search, c.ordinal LIMIT ?`,
    [...condition.bindings, page.limit],
  );
  return z.array(componentSchema).parse(rows);
}

/** How many components of newest SBOMs declare each licence. */
export async function countLicences(
  knex: Knex,
  condition: Condition,
): Promise<{ licence: string; components: number; entities: number }[]> {
  const { rows } = await knex.raw<{
    rows: { licence: string; components: number; entities: number }[];
  }>(
    `SELECT l.licence, count(*)::integer AS components, count(DISTINCT d.entity_ref)::integer AS entities
     FROM sbom_document d JOIN sbom_component c USING (document_id)
     CROSS JOIN LATERAL unnest(CASE WHEN cardinality(c.licences) = 0
       THEN ARRAY['NOASSERTION'] ELSE c.licences END) AS l(licence)
     WHERE d.newest AND (${condition.sql}) GROUP BY 1 ORDER BY 2 DESC, 1`,
    condition.bindings,
  );
  return rows;
}

/** Entities that have an SBOM. */
export async function loadSbomEntities(knex: Knex): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { entity_ref: string }[] }>(
    'SELECT DISTINCT entity_ref FROM sbom_document WHERE newest',
  );
  return rows.map(row => row.entity_ref);
}
