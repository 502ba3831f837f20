import { Knex } from 'knex';
import { VexRecord } from '@quarterdeck/plugin-ingest-common';
import { arrayLiteral, ColumnValue } from '@quarterdeck/plugin-portal-node';

/** Takes a VEX document out, so that it may be read again. */
export async function removeVexDocument(
  tx: Knex,
  documentId: string,
): Promise<void> {
  await tx('vex_statement').where({ document_id: documentId }).delete();
}

/** Files a document. */
export async function insertVexDocument(
  tx: Knex,
  row: {
    document_id: string;
    entity_ref: string;
    position: string;
    received_at: Date;
    format: string;
    rejected: number;
    statements: number;
    newest: boolean;
  },
): Promise<void> {
  await tx('vex_document').insert(row).onConflict('document_id').merge();
}

/** Files statements of a document. */
export async function insertStatements(
  tx: Knex,
  document: {
    documentId: string;
    entityRef: string;
    position: string;
    made: Date;
    from: number;
  },
  statements: readonly { record: VexRecord; packageKey: string | null }[],
): Promise<void> {
  if (statements.length === 0) return;
  const list = (
    value: (record: VexRecord, packageKey: string | null) => ColumnValue,
  ) =>
    arrayLiteral(
      statements.map(({ record, packageKey }) => value(record, packageKey)),
    );
  await tx.raw(
    `INSERT INTO vex_statement (document_id, ordinal, entity_ref, position, stated_at,
       vulnerability_ids, status, package_key, purl, product_version, project, doc)
     SELECT ?, ? + s.place, ?, ?::bigint, coalesce(s.stated, ?::timestamptz),
       ARRAY(SELECT jsonb_array_elements_text(s.doc->'vulnerabilityIds')),
       s.status, s.package_key, s.purl, s.version, s.project, s.doc
     FROM ROWS FROM (unnest(?::timestamptz[], ?::text[], ?::text[], ?::text[],
         ?::text[], ?::boolean[]), jsonb_array_elements(?::jsonb))
       WITH ORDINALITY AS s(stated, status, package_key, purl, version, project, doc, place)`,
    [
      document.documentId,
      document.from,
      document.entityRef,
      document.position,
      document.made,
      list(record => record.statedAt ?? null),
      list(record => record.status),
      list((_record, key) => key),
      list(record => record.product.purl ?? null),
      list(record => record.product.version ?? null),
      list(record => record.product.project ?? false),
      JSON.stringify(statements.map(({ record }) => record)),
    ],
  );
}
