import { Knex } from 'knex';
import { VexRecord } from '@quarterdeck/plugin-ingest-common';
import { arrayLiteral, ColumnValue } from '@quarterdeck/plugin-portal-node';

/** Takes VEX documents out, so that they may be read again. */
export async function removeVexDocuments(
  tx: Knex,
  documentIds: readonly string[],
): Promise<void> {
  await tx('vex_statement').whereIn('document_id', documentIds).delete();
  await tx('vex_document').whereIn('document_id', documentIds).delete();
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
    subject: string | null;
    entity_reported: string | null;
    /** Records that could not be read, as far as the door lists them. */
    rejects: readonly { path: string; message: string }[];
  },
): Promise<void> {
  await tx('vex_document')
    .insert({ ...row, rejects: JSON.stringify(row.rejects) })
    .onConflict('document_id')
    .merge();
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
  statements: readonly {
    record: VexRecord;
    packageKey: string | null;
    /** Why it may not be applied. */
    refused: string | null;
  }[],
): Promise<void> {
  if (statements.length === 0) return;
  const list = (
    value: (
      record: VexRecord,
      more: Omit<(typeof statements)[number], 'record'>,
    ) => ColumnValue,
  ) =>
    arrayLiteral(statements.map(({ record, ...more }) => value(record, more)));
  await tx.raw(
    `INSERT INTO vex_statement (document_id, ordinal, entity_ref, position, stated_at,
       vulnerability_ids, status, package_key, bom_ref, product_version, project, refused, doc)
     SELECT ?, ? + s.place, ?, ?::bigint, coalesce(s.stated, ?::timestamptz),
       ARRAY(SELECT jsonb_array_elements_text(s.doc->'vulnerabilityIds')),
       s.status, s.package_key, s.bom_ref, s.version, s.project, s.refused, s.doc
     FROM ROWS FROM (unnest(?::timestamptz[], ?::text[], ?::text[], ?::text[],
         ?::text[], ?::boolean[], ?::text[]), jsonb_array_elements(?::jsonb))
       WITH ORDINALITY AS s(stated, status, package_key, bom_ref, version, project, refused, doc, place)`,
    [
      document.documentId,
      document.from,
      document.entityRef,
      document.position,
      document.made,
      list(record => record.statedAt ?? null),
      list(record => record.status),
      list((_record, { packageKey }) => packageKey),
      list(record => record.product.bomRef ?? null),
      list(record => record.product.version ?? null),
      list(record => record.product.project ?? false),
      list((_record, { refused }) => refused),
      JSON.stringify(statements.map(({ record }) => record)),
    ],
  );
}

/** Of documents of one format for an entity, only the latest counts. */
export async function keepNewestVex(
  tx: Knex,
  entityRef: string,
): Promise<void> {
  await tx.raw(
    `UPDATE vex_document d SET newest = p.newest
     FROM (SELECT document_id, row_number() OVER (PARTITION BY format
         ORDER BY received_at DESC, position DESC) = 1 AS newest
       FROM vex_document WHERE entity_ref = ?) p
     WHERE d.document_id = p.document_id AND d.newest <> p.newest`,
    [entityRef],
  );
}

/** Names by which an SBOM of the entity calls its components. */
export async function resolveBomRefs(
  tx: Knex,
  entityRef: string,
): Promise<boolean> {
  const { rowCount } = await tx.raw<{ rowCount: number }>(
    `UPDATE vex_statement v SET package_key = k.package_key
     FROM (SELECT c.ref, max(p.package_key) AS package_key
       FROM sbom_document d JOIN sbom_component c USING (document_id)
       JOIN sbom_package p USING (package_id)
       WHERE d.entity_ref = :entityRef AND d.newest AND p.package_key IS NOT NULL
         AND c.ref IN (SELECT bom_ref FROM vex_statement
           WHERE entity_ref = :entityRef AND package_key IS NULL)
       GROUP BY c.ref) k
     WHERE v.entity_ref = :entityRef AND v.package_key IS NULL AND v.bom_ref = k.ref`,
    { entityRef },
  );
  return rowCount > 0;
}
