import { findingRecordSchema } from '@quarterdeck/plugin-ingest-common';
import {
  ExportedFinding,
  FindingFilter,
  ocsfFinding,
} from '@quarterdeck/plugin-security-common';
import { FindingRow } from '../database/findingRows';
import { ExportDetail, loadExportDetails } from '../database/exportDetails';
import { version } from '../../package.json';
import { exportedPages } from './exportedPages';
import { Caller } from './findingQuestions';
import { Reader } from './reader';

function toExported(
  { index }: Reader,
  row: FindingRow,
  detail: ExportDetail | undefined,
): ExportedFinding {
  const stored = findingRecordSchema.safeParse({ ...Object(detail?.doc) });
  const record = stored.success ? stored.data : undefined;
  return {
    id: row.finding_id,
    entityRef: row.entity_ref,
    title: row.title,
    description: record?.description ?? null,
    kind: row.kind,
    severity: row.severity,
    state: row.state,
    stateReason: detail?.reason ?? null,
    suppressed: row.suppressed_by !== null,
    tool: row.tool,
    ruleId: row.rule_id,
    vulnerabilityIds: row.vulnerability_ids,
    cwes: row.cwes,
    cvss: record?.cvss ?? [],
    epss: row.epss,
    knownExploited: row.known_exploited,
    package: row.package_name
      ? {
          name: row.package_name,
          version: row.package_version,
          ecosystem: row.ecosystem,
          purl: row.purl,
          fixedVersions: record?.package?.fixedVersions ?? [],
        }
      : null,
    places: record?.locations ?? [],
    remediation: record?.remediation ?? null,
    references: (record?.references ?? []).flatMap(link => link ?? []),
    owner: index.get(row.entity_ref)?.owner ?? null,
    url: record?.url ?? null,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    changedAt: row.changed_at,
    decidedAt: detail?.decided_at ?? null,
    fixedAt: row.fixed_at,
  };
}

/** The matching findings as OCSF, one a line, a page at a time. */
export async function* exportOcsf(
  reader: Reader,
  filter: FindingFilter,
  caller: Caller,
): AsyncGenerator<string> {
  for await (const rows of exportedPages(reader, filter, caller)) {
    const details = await loadExportDetails(
      reader.knex,
      rows.map(({ finding_id }) => finding_id),
    );
    for (const row of rows) {
      const finding = toExported(reader, row, details.get(row.finding_id));
      yield `${JSON.stringify(ocsfFinding(finding, version))}\n`;
    }
  }
}
