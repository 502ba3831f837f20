import {
  FindingFilter,
  findingExportLimit,
  FindingSummary,
} from '@quarterdeck/plugin-security-common';
import { toSummary } from './findingAnswers';
import { exportedPages } from './exportedPages';
import { Caller } from './findingQuestions';
import { Reader } from './reader';

const columns: readonly [string, (row: FindingSummary) => unknown][] = [
  ['id', row => row.id],
  ['entity', row => row.entityRef],
  ['severity', row => row.severity],
  ['state', row => row.state],
  ['kind', row => row.kind],
  ['title', row => row.title],
  ['rule', row => row.ruleId],
  ['vulnerability', row => row.vulnerabilityId],
  ['package', row => row.package?.name],
  ['version', row => row.package?.version],
  ['fixed in', row => row.package?.fixedVersions.join(' ')],
  ['path', row => row.path],
  ['line', row => row.line],
  ['tools', row => row.tools.join(' ')],
  ['branch', row => row.ref],
  ['environment', row => row.environment],
  ['first seen', row => row.firstSeenAt],
  ['due', row => row.sla.dueAt],
  ['due state', row => row.sla.state],
  ['assignee', row => row.assignee],
  ['epss', row => row.exploit.epss?.score],
  ['known exploited', row => row.exploit.knownExploited],
];

/** A cell; a leading sign would be a formula in a spreadsheet. */
function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const levels = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
  unknown: 'warning',
} as const;

const sarifResult = (row: FindingSummary) => ({
  ruleId: row.ruleId,
  level: levels[row.severity],
  message: { text: row.title },
  locations: row.path
    ? [
        {
          physicalLocation: {
            artifactLocation: { uri: row.path },
            ...(row.line ? { region: { startLine: row.line } } : {}),
          },
        },
      ]
    : [],
  partialFingerprints: { 'quarterdeck/v1': row.id },
  properties: {
    severity: row.severity,
    state: row.state,
    entity: row.entityRef,
    tools: row.tools,
  },
  ...(row.suppressedBy
    ? { suppressions: [{ kind: 'external', status: 'accepted' }] }
    : {}),
});

/** The matching findings as text, a page at a time. A cut export says so in its last line. */
export async function* exportFindings(
  reader: Reader,
  filter: FindingFilter,
  format: 'csv' | 'sarif' | 'json',
  caller: Caller,
): AsyncGenerator<string> {
  let told = 0;
  if (format === 'csv') yield `${columns.map(([name]) => name).join(',')}\n`;
  if (format === 'json') yield '[';
  if (format === 'sarif') {
    yield '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":{"name":"Quarterdeck"}},"results":[';
  }
  for await (const page of exportedPages(reader, filter, caller)) {
    for (const row of page.map(one => toSummary(reader, one))) {
      if (format === 'csv') {
        yield `${columns.map(([, value]) => cell(value(row))).join(',')}\n`;
      } else {
        const value = format === 'json' ? row : sarifResult(row);
        yield `${told > 0 ? ',\n' : '\n'}${JSON.stringify(value)}`;
      }
      told += 1;
    }
  }
  const cut = told >= findingExportLimit;
  if (format === 'csv' && cut) yield `cut after ${findingExportLimit} rows\n`;
  if (format === 'json') yield ']\n';
  if (format === 'sarif') {
    yield `],"properties":{"cut":${cut}}}]}\n`;
  }
}
