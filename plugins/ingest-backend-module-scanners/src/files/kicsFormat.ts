import {
  Fields,
  lineOf,
  listOrNull,
  needFields,
  needText,
  numberOf,
  objectsOf,
  textOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { ScanTally } from '../reading/scanTally';
import { severityWord } from '../reading/severityWords';

function noteEnd(report: Fields, tally: ScanTally): void {
  const files = numberOf(report, 'files_failed_to_scan') ?? 0;
  const queries = numberOf(report, 'queries_failed_to_execute') ?? 0;
  if (files > 0) tally.partial(`KICS could not scan ${files} files.`);
  if (queries > 0) tally.partial(`KICS could not run ${queries} queries.`);
}

/** KICS, `results.json`: queries, each with the files that it found. */
export const kicsFormat = scanFormat({
  format: 'kics',
  detect: paths =>
    paths.has('/queries_total') ||
    paths.has('/kics_version') ||
    paths.has('/queries/*/query_name'),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, ['/queries/*'], {
      drop: ['/bill_of_materials'],
    });
    const report = needFields(rest);
    listOrNull(report, 'queries');
    noteEnd(report, tally);
    tally.looked(numberOf(report, 'files_scanned'));
    const tool = { name: 'KICS', version: textOf(report, 'kics_version') };
    for (const record of records()) {
      tally.attempt(record, () => {
        const query = needFields(record.read());
        const ruleId =
          textOf(query, 'query_id') ?? needText(query, 'query_name');
        const native = textOf(query, 'severity');
        const cwe = Number((textOf(query, 'cwe') ?? '').replace(/^CWE-/i, ''));
        const link = textOf(query, 'query_url');
        for (const [index, file] of objectsOf(query, 'files').entries()) {
          tally.attempt(`${record.path}/files/${index}`, () => {
            const same = textOf(file, 'similarity_id');
            tally.finding({
              record: 'finding',
              kind: 'iac',
              tool,
              ruleId,
              ruleName: textOf(query, 'query_name'),
              title: textOf(query, 'query_name') ?? ruleId,
              description: [
                textOf(query, 'description'),
                textOf(file, 'actual_value'),
              ]
                .filter(Boolean)
                .join('\n\n'),
              remediation: textOf(file, 'expected_value'),
              severity: severityWord(native, { trace: 'info' }),
              severitySource: 'native',
              nativeSeverity: native,
              cwes: Number.isInteger(cwe) && cwe > 0 ? [cwe] : [],
              locations: [
                {
                  path: relativePath(needText(file, 'file_name')),
                  startLine: lineOf(file, 'line'),
                  name: textOf(file, 'resource_name', 'search_key'),
                },
              ],
              references: link ? [link] : [],
              tags: [
                textOf(query, 'platform'),
                textOf(query, 'category'),
              ].filter(tag => tag !== undefined),
              fingerprints: same ? { similarity_id: same } : {},
            });
          });
        }
      });
    }
    return { tool: 'KICS' };
  },
});
