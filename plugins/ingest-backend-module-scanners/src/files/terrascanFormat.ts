import {
  fieldsOf,
  lineOf,
  listOrNull,
  needFields,
  needText,
  numberOf,
  textOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { severityWord } from '../reading/severityWords';

/** Terrascan, `-o json`. */
export const terrascanFormat = scanFormat({
  format: 'terrascan',
  detect: paths =>
    paths.has('/results/scan_summary') ||
    paths.has('/results/violations/*/rule_name') ||
    (paths.has('/results/scan_errors') && paths.has('/results/violations')),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, [
      '/results/violations/*',
      '/results/skipped_violations/*',
    ]);
    const results = needFields(needFields(rest).results, '/results');
    listOrNull(results, 'violations', '/results');
    const policies = numberOf(
      fieldsOf(results, 'scan_summary'),
      'policies_validated',
    );
    if (policies === 0) tally.failed('Terrascan validated no policy.');
    for (const record of records()) {
      tally.attempt(record, () => {
        const item = needFields(record.read());
        const ruleId = textOf(item, 'rule_id') ?? needText(item, 'rule_name');
        const native = textOf(item, 'severity');
        tally.finding({
          record: 'finding',
          kind: 'iac',
          tool: { name: 'Terrascan' },
          ruleId,
          ruleName: textOf(item, 'rule_name'),
          title: textOf(item, 'description', 'rule_name') ?? ruleId,
          severity: severityWord(native),
          severitySource: 'native',
          nativeSeverity: native,
          locations: [
            {
              path: relativePath(textOf(item, 'file')),
              startLine: lineOf(item, 'line'),
              name: [
                textOf(item, 'resource_type'),
                textOf(item, 'resource_name'),
              ]
                .filter(Boolean)
                .join('.'),
            },
          ],
          tags: [textOf(item, 'category')].filter(tag => tag !== undefined),
          suppressed:
            record.pattern === 1
              ? { by: 'source', reason: textOf(item, 'skip_comment') }
              : undefined,
        });
      });
    }
    return { tool: 'Terrascan' };
  },
});
