import { Knex } from 'knex';
import { ComponentRecord } from '@quarterdeck/plugin-ingest-common';
import { arrayLiteral, ColumnValue } from '@quarterdeck/plugin-portal-node';

/** An SBOM as it is filed. */
export interface DocumentRow {
  document_id: string;
  entity_ref: string;
  scope: string;
  branch: string;
  environment: string;
  on_default: boolean;
  position: string;
  created_at: Date;
  format: string;
  tool: string | null;
  commit_sha: string | null;
  component_count: number;
  rejected: number;
  root_name: string | null;
  root_version: string | null;
  newest: boolean;
  subject: string | null;
  entity_reported: string | null;
}

/** Takes an SBOM out, so that it may be read again. */
export async function removeDocument(
  tx: Knex,
  documentId: string,
): Promise<void> {
  await tx('sbom_component').where({ document_id: documentId }).delete();
  await tx('sbom_document').where({ document_id: documentId }).delete();
}

/** Files an SBOM. */
export async function insertDocument(
  tx: Knex,
  row: DocumentRow,
): Promise<void> {
  await tx('sbom_document').insert(row).onConflict('document_id').merge();
}

/** Of SBOMs for the same place the latest made is the newest; on a tie the one told last. */
export async function keepNewest(tx: Knex, documentId: string): Promise<void> {
  await tx.raw(
    `WITH place AS (
       SELECT o.document_id, row_number() OVER (
         ORDER BY o.created_at DESC, o.position DESC) = 1 AS newest
       FROM sbom_document d JOIN sbom_document o
         USING (entity_ref, scope, branch, environment)
       WHERE d.document_id = ?)
     UPDATE sbom_document d SET newest = p.newest FROM place p
     WHERE d.document_id = p.document_id AND d.newest <> p.newest`,
    [documentId],
  );
}

/** Files components; each version of a package is kept once for all SBOMs. */
export async function insertComponents(
  tx: Knex,
  documentId: string,
  from: number,
  components: readonly {
    record: ComponentRecord;
    packageKey: string | undefined;
  }[],
): Promise<void> {
  if (components.length === 0) return;
  const list = (
    value: (record: ComponentRecord, key: string | undefined) => ColumnValue,
  ) =>
    arrayLiteral(
      components.map(({ record, packageKey }) => value(record, packageKey)),
    );
  const identity = [
    list(record =>
      record.group && !record.package.name.startsWith(`${record.group}/`)
        ? `${record.group}/${record.package.name}`
        : record.package.name,
    ),
    list(record => record.package.version ?? null),
    list(record => record.package.ecosystem ?? null),
    list(record => record.package.purl ?? null),
    list((_record, key) => key ?? null),
  ];
  const packageId = `md5(jsonb_build_array(c.name, c.version, c.ecosystem, c.purl)::text)::uuid`;
  await tx.raw(
    `INSERT INTO sbom_package (package_id, name, name_search, version, ecosystem, purl, package_key)
     SELECT DISTINCT ${packageId}, c.name, lower(c.name), c.version, c.ecosystem, c.purl, c.package_key
     FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
       AS c(name, version, ecosystem, purl, package_key)
     ON CONFLICT DO NOTHING`,
    identity,
  );
  await tx.raw(
    `INSERT INTO sbom_version (version_key, ecosystem, version)
     SELECT DISTINCT coalesce(v.ecosystem, '') || ' ' || coalesce(v.version, ''), v.ecosystem, v.version
     FROM unnest(?::text[], ?::text[]) AS v(version, ecosystem)
     ON CONFLICT DO NOTHING`,
    [identity[1], identity[2]],
  );
  await tx.raw(
    `INSERT INTO sbom_component (document_id, ordinal, package_id, ref, type, supplier,
       direct, development, licences, depends_on)
     SELECT ?, ? + c.place, ${packageId}, c.ref, c.type, c.supplier, c.direct,
       c.development,
       ARRAY(SELECT jsonb_array_elements_text(e.value->'l')),
       ARRAY(SELECT jsonb_array_elements_text(e.value->'d'))
     FROM ROWS FROM (unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
         ?::text[], ?::text[], ?::text[], ?::boolean[], ?::boolean[]), jsonb_array_elements(?::jsonb))
       WITH ORDINALITY AS c(name, version, ecosystem, purl, package_key, ref, type, supplier,
         direct, development, extra, place)
     CROSS JOIN LATERAL (SELECT c.extra AS value) e`,
    [
      documentId,
      from,
      ...identity,
      list(record => record.ref),
      list(record => record.type ?? null),
      list(record => record.supplier ?? null),
      list(record => record.package.direct ?? null),
      list(record => record.package.development ?? null),
      JSON.stringify(
        components.map(({ record }) => ({
          l: record.package.licences,
          d: record.dependsOn,
        })),
      ),
    ],
  );
}
