import { Sbom } from '@quarterdeck/plugin-security-common';
import { SbomRow } from '../../database/sbomQueries';

/** An SBOM as it is answered. */
export function toSbom(row: SbomRow): Sbom {
  return {
    id: row.document_id,
    entityRef: row.entity_ref,
    scope: row.scope || null,
    ref: row.branch || null,
    environment: row.environment || null,
    commit: row.commit_sha,
    format: row.format,
    tool: row.tool,
    rootName: row.root_name,
    rootVersion: row.root_version,
    createdAt: row.created_at.toISOString(),
    components: row.component_count,
    rejected: row.rejected,
    newest: row.newest,
  };
}
