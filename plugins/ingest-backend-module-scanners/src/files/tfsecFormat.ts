import { ReportError } from '@quarterdeck/plugin-ingest-node';
import {
  fieldsOf,
  flagOf,
  lineOf,
  listOrNull,
  needFields,
  needText,
  numberOf,
  textOf,
  textsOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { severityWord } from '../reading/severityWords';

const passed = 1;
const ignored = 2;

/** tfsec, `--format json`, old and new. */
export const tfsecFormat = scanFormat({
  format: 'tfsec',
  detect: paths =>
    // What it writes when it found nothing.
    (paths.size === 2 && paths.get('/results') === 'null') ||
    paths.has('/results/*/rule_provider') ||
    (paths.has('/results/*/rule_id') &&
      paths.has('/results/*/location/filename')),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, ['/results/*']);
    const report = needFields(rest);
    listOrNull(report, 'results');
    if ('errors' in report || 'metrics' in report) {
      throw new ReportError('tfsec writes results alone: this is of another.');
    }
    for (const record of records()) {
      tally.attempt(record, () => {
        const item = needFields(record.read());
        const ruleId = needText(item, 'rule_id');
        const status = numberOf(item, 'status');
        if (flagOf(item, 'passed') || status === passed) return;
        const place = fieldsOf(item, 'location');
        const native = textOf(item, 'severity');
        tally.finding({
          record: 'finding',
          kind: 'iac',
          tool: { name: 'tfsec' },
          ruleId,
          ruleName: textOf(item, 'long_id'),
          title: textOf(item, 'rule_description', 'description') ?? ruleId,
          description: [textOf(item, 'description'), textOf(item, 'impact')]
            .filter(Boolean)
            .join('\n\n'),
          remediation: textOf(item, 'resolution'),
          severity: severityWord(native),
          severitySource: 'native',
          nativeSeverity: native,
          locations: [
            {
              path: relativePath(textOf(place, 'filename')),
              startLine: lineOf(place, 'start_line'),
              endLine: lineOf(place, 'end_line'),
              name: textOf(item, 'resource'),
            },
          ],
          references: [
            ...textsOf(item, 'links'),
            ...(textOf(item, 'link')?.match(/https:\/\/\S+/) ?? []),
          ],
          suppressed: status === ignored ? { by: 'source' } : undefined,
        });
      });
    }
    return { tool: 'tfsec' };
  },
});
