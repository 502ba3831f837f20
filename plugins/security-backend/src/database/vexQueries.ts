import { Knex } from 'knex';
import { z } from 'zod';
import { vexRecordSchema } from '@quarterdeck/plugin-ingest-common';
import { Condition } from '@quarterdeck/plugin-portal-node';

/** Whether a statement `v` speaks of a finding `f`. */
const speaksOf = `f.entity_ref = v.entity_ref AND f.alias_key IS NOT NULL
  AND (v.vulnerability_ids && f.vulnerability_ids OR EXISTS (
    SELECT FROM alias_group g WHERE g.alias_key = f.alias_key
      AND g.vulnerability_id = ANY(v.vulnerability_ids)))
  AND (v.project OR v.package_key = f.package_key
    OR (v.product_version IS NULL AND starts_with(f.package_key, v.package_key || '@')))`;

const documentSchema = z.object({
  document_id: z.string(),
  entity_ref: z.string(),
  format: z.string(),
  author: z.string().nullable(),
  received_at: z.date(),
  stated_at: z.date().nullable(),
  newest: z.boolean(),
  rejected: z.number(),
  applied: z.number(),
  statements: z.number(),
});

/** A VEX document with what became of its statements. */
export type VexDocumentRow = z.infer<typeof documentSchema>;

/** Documents under a condition on `d`, newest first. */
export async function selectVexDocuments(
  knex: Knex,
  condition: Condition,
  page: { limit: number; cursor?: [string, string] },
): Promise<VexDocumentRow[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT d.document_id, d.entity_ref, d.format, d.received_at, d.newest, d.rejected, d.statements,
       (SELECT max(v.stated_at) FROM vex_statement v WHERE v.document_id = d.document_id) AS stated_at,
       (SELECT min(v.doc->>'author') FROM vex_statement v WHERE v.document_id = d.document_id) AS author,
       (SELECT count(*)::integer FROM vex_statement v WHERE v.document_id = d.document_id
         AND EXISTS (SELECT FROM finding f WHERE ${speaksOf})) AS applied
     FROM vex_document d WHERE (${condition.sql})
       AND (?::timestamptz IS NULL OR (d.received_at, d.document_id) < (?::timestamptz, ?::text))
     ORDER BY d.received_at DESC, d.document_id DESC LIMIT ?`,
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

const statementSchema = z.object({
  ordinal: z.number(),
  project: z.boolean(),
  bom_ref: z.string().nullable(),
  package_key: z.string().nullable(),
  doc: vexRecordSchema,
  findings: z.array(z.string()),
});

/** Statements of a document with the findings each speaks of. */
export async function selectVexStatements(
  knex: Knex,
  documentId: string,
  page: { limit: number; after: number; outcomes: readonly string[] },
): Promise<z.infer<typeof statementSchema>[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT * FROM (
       SELECT v.ordinal, v.project, v.bom_ref, v.package_key, v.doc,
         ARRAY(SELECT f.finding_id FROM finding f WHERE ${speaksOf}
           ORDER BY f.finding_id LIMIT 200) AS findings
       FROM vex_statement v WHERE v.document_id = ? AND v.ordinal > ?) s
     WHERE (? OR CASE WHEN cardinality(s.findings) > 0 THEN 'applied' ELSE 'unmatched' END = ANY(?::text[]))
     ORDER BY ordinal LIMIT ?`,
    [
      documentId,
      page.after,
      page.outcomes.length === 0,
      `{${page.outcomes.join(',')}}`,
      page.limit,
    ],
  );
  return z.array(statementSchema).parse(rows);
}
