import { Knex } from 'knex';
import { z } from 'zod';
import { vexRecordSchema } from '@quarterdeck/plugin-ingest-common';
import { Condition } from '@quarterdeck/plugin-portal-node';
import { sameVulnerability, vexFits } from './vexFits';

const speaksOf = vexFits('v', 'f');

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
  refused: z.number(),
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
         AND EXISTS (SELECT FROM finding f WHERE ${speaksOf})) AS applied,
       (SELECT count(*)::integer FROM vex_statement v WHERE v.document_id = d.document_id
         AND v.refused IS NOT NULL) AS refused
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
  at: z.string(),
  /** null: the record could not be read. */
  doc: vexRecordSchema.nullable(),
  refused: z.string().nullable(),
  project: z.boolean(),
  package_key: z.string().nullable(),
  findings: z.array(z.string()),
  /** Findings of the entity about the vulnerability, whatever the product. */
  same: z.number(),
});

/** One statement of a document, or a record of it that could not be read. */
export type VexStatementRow = z.infer<typeof statementSchema>;

/** Behind every statement: records that could not be read. */
const unreadFrom = 1_000_000_000;

/** Statements of a document with the findings each speaks of, and what could not be read. */
export async function selectVexStatements(
  knex: Knex,
  documentId: string,
  page: { limit: number; after: number; outcomes: readonly string[] },
): Promise<VexStatementRow[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT * FROM (
       SELECT v.ordinal, v.doc->>'at' AS at, v.doc, v.refused, v.project, v.package_key,
         ARRAY(SELECT f.finding_id FROM finding f WHERE ${speaksOf}
           ORDER BY f.finding_id LIMIT 200) AS findings,
         (SELECT count(*)::integer FROM finding f WHERE f.entity_ref = v.entity_ref
           AND ${sameVulnerability('v', 'f')}) AS same
       FROM vex_statement v WHERE v.document_id = :documentId AND v.ordinal > :after
       UNION ALL
       SELECT (${unreadFrom} + r.place)::integer, r.value->>'path', NULL, r.value->>'message',
         false, NULL, '{}', 0
       FROM vex_document d, jsonb_array_elements(d.rejects) WITH ORDINALITY AS r(value, place)
       WHERE d.document_id = :documentId AND ${unreadFrom} + r.place > :after) s
     WHERE :all OR CASE WHEN s.refused IS NOT NULL THEN 'rejected'
       WHEN cardinality(s.findings) > 0 THEN 'applied' ELSE 'unmatched' END = ANY(:outcomes::text[])
     ORDER BY ordinal LIMIT :limit`,
    {
      documentId,
      after: page.after,
      all: page.outcomes.length === 0,
      outcomes: `{${page.outcomes.join(',')}}`,
      limit: page.limit,
    },
  );
  return z.array(statementSchema).parse(rows);
}
