import { Knex } from 'knex';
import { SbomRow } from './sbomQueries';

/** What an SBOM holds, counted, and the one before it. */
export interface SbomSummary {
  previousId: string | null;
  ecosystems: { ecosystem: string; count: number }[];
  licences: { licence: string; count: number }[];
}

/** @see SbomSummary */
export async function loadSbomSummary(
  knex: Knex,
  row: SbomRow,
): Promise<SbomSummary> {
  const [previous, ecosystems, licences] = await Promise.all([
    knex.raw<{ rows: { document_id: string }[] }>(
      `SELECT o.document_id FROM sbom_document o WHERE o.entity_ref = ? AND o.scope = ?
         AND o.branch = ? AND o.environment = ? AND (o.created_at, o.document_id) < (?, ?)
       ORDER BY o.created_at DESC, o.document_id DESC LIMIT 1`,
      [
        row.entity_ref,
        row.scope,
        row.branch,
        row.environment,
        row.created_at,
        row.document_id,
      ],
    ),
    knex.raw<{ rows: SbomSummary['ecosystems'] }>(
      `SELECT coalesce(p.ecosystem, 'unknown') AS ecosystem, count(*)::integer AS count
       FROM sbom_component c JOIN sbom_package p USING (package_id)
       WHERE c.document_id = ? GROUP BY 1 ORDER BY 2 DESC, 1`,
      [row.document_id],
    ),
    knex.raw<{ rows: SbomSummary['licences'] }>(
      `SELECT l.licence, count(*)::integer AS count FROM sbom_component c
       CROSS JOIN LATERAL unnest(CASE WHEN cardinality(c.licences) = 0
         THEN ARRAY['NOASSERTION'] ELSE c.licences END) AS l(licence)
       WHERE c.document_id = ? GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 500`,
      [row.document_id],
    ),
  ]);
  return {
    previousId: previous.rows[0]?.document_id ?? null,
    ecosystems: ecosystems.rows,
    licences: licences.rows,
  };
}
