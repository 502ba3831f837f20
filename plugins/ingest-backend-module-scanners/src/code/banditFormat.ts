import {
  Fields,
  fieldsOf,
  lineOf,
  listOf,
  needFields,
  needList,
  needText,
  objectsOf,
  textOf,
} from '../reading/fields';
import { cwesIn } from '../reading/cwesIn';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { severityWord } from '../reading/severityWords';

/** Checks whose message quotes the password that they found. */
const quotesPassword = new Set(['B105', 'B106', 'B107']);

const passwordOf = (item: Fields, testId: string) => {
  if (!quotesPassword.has(testId)) return undefined;
  const value = /'(.{1,500})'\s*$/s.exec(textOf(item, 'issue_text') ?? '')?.[1];
  return value === undefined ? undefined : { value };
};

/** Bandit, `-f json`. */
export const banditFormat = scanFormat({
  format: 'bandit',
  detect: paths =>
    paths.has('/results/*/test_id') ||
    (paths.has('/metrics/_totals') && paths.has('/errors')),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, ['/results/*'], {
      drop: ['/metrics'],
    });
    const report = needFields(rest);
    needList(report, 'results');
    const [error] = objectsOf(report, 'errors');
    if (error) {
      tally.partial(
        `Bandit could not read ${listOf(report, 'errors').length} files: ${
          relativePath(textOf(error, 'filename')) ?? ''
        } ${textOf(error, 'reason') ?? ''}`.trim(),
      );
    }
    for (const record of records()) {
      tally.attempt(record, () => {
        const item = needFields(record.read());
        const ruleId = needText(item, 'test_id');
        const native = textOf(item, 'issue_severity');
        const cwe = fieldsOf(item, 'issue_cwe');
        const lines = listOf(item, 'line_range').filter(
          (line): line is number => typeof line === 'number',
        );
        const startLine = lineOf(item, 'line_number');
        const link = textOf(item, 'more_info');
        tally.finding({
          record: 'finding',
          kind: 'sast',
          tool: { name: 'Bandit' },
          ruleId,
          ruleName: textOf(item, 'test_name'),
          title: textOf(item, 'issue_text') ?? ruleId,
          severity: severityWord(native),
          severitySource: 'native',
          nativeSeverity: native,
          confidence: textOf(item, 'issue_confidence')?.toLowerCase(),
          cwes: cwesIn(cwe && `CWE-${textOf(cwe, 'id')}`),
          locations: [
            {
              path: relativePath(needText(item, 'filename')),
              startLine,
              endLine:
                lines.length > 1
                  ? Math.max(...lines.slice(0, 5000))
                  : startLine,
              startColumn: lineOf(item, 'col_offset'),
              snippet: textOf(item, 'code'),
            },
          ],
          references: link ? [link] : [],
          secret: passwordOf(item, ruleId),
        });
      });
    }
    return { tool: 'Bandit' };
  },
});
