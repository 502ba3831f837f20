import { ReportError } from '@quarterdeck/plugin-ingest-node';
import {
  flagOf,
  lineOf,
  needFields,
  needText,
  numberOf,
  objectsOf,
  RecordError,
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

const counters = ['errorCount', 'warningCount', 'fixableErrorCount'];

function readMessages(
  file: Fields,
  key: string,
  at: string,
  tally: ScanTally,
): void {
  const path = relativePath(needText(file, 'filePath'));
  if (!counters.some(counter => counter in file)) {
    throw new RecordError('ESLint counts errors here.', '/errorCount');
  }
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
    ['', '/results'].some(
      root =>
        paths.has(`${root}/*/filePath`) &&
        (paths.has(`${root}/*/errorCount`) ||
          paths.has(`${root}/*/fixableErrorCount`)),
    ),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, ['/*']);
    const addFile = (path: string, value: () => unknown) =>
      tally.attempt(path, () => {
        const file = needFields(value());
        readMessages(file, 'messages', path, tally);
        readMessages(file, 'suppressedMessages', path, tally);
      });
    if (Array.isArray(rest)) {
      for (const record of records()) addFile(record.path, () => record.read());
      return { tool: 'ESLint' };
    }
    // With `--format json-with-metadata` the list stands in an object.
    let files: unknown;
    let hasMetadata = false;
    for (const record of records()) {
      if (record.path === '/results') files = record.read();
      if (record.path === '/metadata') hasMetadata = true;
    }
    if (!hasMetadata || !Array.isArray(files)) {
      throw new ReportError('ESLint writes a list and this is none.');
    }
    files.forEach((file: unknown, index) =>
      addFile(`/results/${index}`, () => file),
    );
    return { tool: 'ESLint' };
  },
});
