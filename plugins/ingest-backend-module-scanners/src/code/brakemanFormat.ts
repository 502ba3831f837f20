import {
  fieldsOf,
  isFields,
  lineOf,
  listOf,
  needFields,
  needList,
  needText,
  textOf,
} from '../reading/fields';
import { cwesIn } from '../reading/cwesIn';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { vulnerabilityIdsIn } from '../reading/vulnerabilityIdsIn';

/** Brakeman, `-f json`. It knows confidence and no severity: all are medium. */
export const brakemanFormat = scanFormat({
  format: 'brakeman',
  detect: paths =>
    paths.has('/scan_info/brakeman_version') ||
    paths.has('/scan_info/rails_version') ||
    paths.has('/warnings/*/warning_type'),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, [
      '/warnings/*',
      '/ignored_warnings/*',
    ]);
    const report = needFields(rest);
    needList(report, 'warnings');
    const info = fieldsOf(report, 'scan_info');
    const broken = listOf(report, 'errors').length;
    if (broken > 0) tally.partial(`Brakeman tells of ${broken} errors.`);
    const tool = {
      name: 'Brakeman',
      version: textOf(info, 'brakeman_version'),
    };
    const root = textOf(info, 'app_path');
    for (const record of records()) {
      tally.attempt(record, () => {
        const item = needFields(record.read());
        const ruleId =
          textOf(item, 'check_name') ?? needText(item, 'warning_type');
        const message = textOf(item, 'message');
        const print = textOf(item, 'fingerprint');
        const link = textOf(item, 'link');
        const line = lineOf(item, 'line');
        const place = fieldsOf(item, 'location');
        tally.finding({
          record: 'finding',
          kind: 'sast',
          tool,
          ruleId: `${ruleId}/${textOf(item, 'warning_code') ?? '0'}`,
          ruleName: textOf(item, 'warning_type'),
          title: message ?? textOf(item, 'warning_type') ?? ruleId,
          severity: 'medium',
          severitySource: 'rule',
          nativeSeverity: textOf(item, 'confidence'),
          confidence: textOf(item, 'confidence')?.toLowerCase(),
          cwes: listOf(item, 'cwe_id').flatMap(id => cwesIn(`CWE-${id}`)),
          vulnerabilityIds: vulnerabilityIdsIn(message),
          locations: [
            {
              path: relativePath(textOf(item, 'file'), root),
              startLine: line,
              endLine: line,
              snippet: textOf(item, 'code'),
              name: isFields(place)
                ? [textOf(place, 'class'), textOf(place, 'method')]
                    .filter(Boolean)
                    .join('#') || textOf(place, 'template')
                : undefined,
            },
          ],
          references: link ? [link] : [],
          fingerprints: print ? { fingerprint: print } : {},
          suppressed:
            record.pattern === 1
              ? { by: 'tool', reason: textOf(item, 'note') }
              : undefined,
        });
      });
    }
    return { tool: 'Brakeman' };
  },
});
