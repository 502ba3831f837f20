import { ReportError } from '@quarterdeck/plugin-ingest-node';
import {
  flagOf,
  lineOf,
  needFields,
  needText,
  numberOf,
  objectsOf,
  textOf,
  Fields,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { ScanTally } from '../reading/scanTally';

/** Rules of plugins that look for weaknesses. All others tell of style and bugs. */
const security =
  /^(?:security|security-node|no-unsanitized|no-secrets|xss|scanjs-rules|@microsoft\/sdl|anti-trojan-source|no-wildcard-postmessage|pg|regexp\/no-super-linear-(?:backtracking|move)|react\/no-danger|@angular-eslint\/no-bypass-security|@typescript-eslint\/no-implied-eval|sonarjs\/(?:hardcoded|no-hardcoded|os-command|sql-queries|code-eval|xml-parser|weak-|insecure-))|^no-(?:eval|implied-eval|new-func|script-url)$/;

function readMessages(
  file: Fields,
  key: string,
  at: string,
  tally: ScanTally,
): void {
  const path = relativePath(needText(file, 'filePath'));
  for (const [index, item] of objectsOf(file, key).entries()) {
    tally.attempt(`${at}/${key}/${index}`, () => {
      if (flagOf(item, 'fatal')) {
        tally.partial(`ESLint could not read ${path}.`);
        return;
      }
      const ruleId = textOf(item, 'ruleId');
      if (ruleId === undefined || !security.test(ruleId)) return;
      const native = numberOf(item, 'severity');
      const [suppression] = objectsOf(item, 'suppressions');
      tally.finding({
        record: 'finding',
        kind: 'sast',
        tool: { name: 'ESLint' },
        ruleId,
        title: textOf(item, 'message') ?? ruleId,
        severity: native === 2 ? 'high' : 'medium',
        severitySource: 'native',
        nativeSeverity: native === undefined ? undefined : String(native),
        locations: [
          {
            path,
            startLine: lineOf(item, 'line'),
            endLine: lineOf(item, 'endLine') ?? lineOf(item, 'line'),
            startColumn: lineOf(item, 'column'),
            endColumn: lineOf(item, 'endColumn'),
          },
        ],
        suppressed:
          key === 'messages'
            ? undefined
            : { by: 'source', reason: textOf(suppression, 'justification') },
      });
    });
  }
}

/** ESLint, `-f json`: only rules of security plugins are findings. */
export const eslintFormat = scanFormat({
  format: 'eslint',
  detect: paths =>
    paths.has('/*/filePath') &&
    (paths.has('/*/errorCount') || paths.has('/*/fixableErrorCount')),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, ['/*']);
    if (!Array.isArray(rest)) {
      throw new ReportError('ESLint writes a list and this is none.');
    }
    for (const record of records()) {
      tally.attempt(record, () => {
        const file = needFields(record.read());
        readMessages(file, 'messages', record.path, tally);
        readMessages(file, 'suppressedMessages', record.path, tally);
      });
    }
    return { tool: 'ESLint' };
  },
});
