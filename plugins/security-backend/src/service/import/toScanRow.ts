import { hash } from 'node:crypto';
import { FindingRecord } from '@quarterdeck/plugin-ingest-common';
import {
  findingIdentity,
  orderedVulnerabilities,
  packageKey,
} from '@quarterdeck/plugin-security-common';
import { RecordColumns } from '../../database/import/findingColumns';
import { ScanRow } from '../../database/import/scanRows';

const padded = (line: number | undefined) => String(line ?? 0).padStart(9, '0');

/** Order among findings with one key: where they stand, not when they were told. */
const sortKeyOf = ({ locations: [first], title }: FindingRecord) =>
  [
    first?.path ?? first?.url ?? '',
    padded(first?.startLine),
    padded(first?.startColumn),
    title.slice(0, 100),
  ].join('\u0001');

const scoreOf = ({ cvss }: FindingRecord) =>
  cvss.reduce<number | null>(
    (best, { score }) =>
      score === undefined ? best : Math.max(best ?? 0, score),
    null,
  );

/** One value, without telling its HMAC. */
const secretId = (hmac: string) =>
  hash('sha256', `rotate:${hmac}`).slice(0, 32);

function columnsOf(record: FindingRecord, version: number): RecordColumns {
  const [location] = record.locations;
  const { package: named } = record;
  return {
    identity_version: version,
    needs_review: record.state === 'needs_review',
    kind: record.kind,
    rule_id: record.ruleId,
    title: record.title,
    scan_severity: record.severity,
    severity_source: record.severitySource,
    path: location?.path ?? location?.url ?? null,
    line: location?.startLine ?? null,
    package_name: named?.name ?? null,
    package_version: named?.version ?? null,
    ecosystem: named?.ecosystem ?? null,
    purl: named?.purl ?? null,
    fixed_version: named?.fixedVersions.join(', ').slice(0, 512) || null,
    target: record.target ?? null,
    vulnerability_ids: orderedVulnerabilities(record.vulnerabilityIds),
    cwes: record.cwes,
    secret_id: record.secret?.hmac ? secretId(record.secret.hmac) : null,
    secret_verified: record.secret?.verified ?? null,
    cvss_score: scoreOf(record),
    epss: record.epss?.score ?? null,
    known_exploited: record.knownExploited ?? false,
    development: named?.development ?? false,
    package_key: named ? packageKey(named) ?? null : null,
  };
}

/** Tells whether a record, a line of JSON, says anything else than before; no secret. */
export const contentHashOf = (line: Buffer): string => hash('md5', line);

/** A finding as the importer stages it. */
export function toScanRow(
  record: FindingRecord,
  n: number,
  contentHash: string,
): ScanRow {
  const identity = findingIdentity(record, {
    hash: text => hash('sha256', text),
  });
  const [primaryKey = '', ...driftKeys] = identity.keys;
  const { occurrences, state, suppressed, ...rest } = record;
  const content = state === 'needs_review' ? { ...rest, state } : rest;
  return {
    n,
    primaryKey,
    driftKeys,
    collapses: identity.collapses,
    contentHash,
    sortKey: sortKeyOf(record),
    occurrences,
    gone: state === 'fixed' || state === 'absent',
    suppressed: suppressed?.by ?? null,
    suppressedReason: suppressed?.reason ?? null,
    columns: columnsOf(record, identity.version),
    doc: content,
  };
}
