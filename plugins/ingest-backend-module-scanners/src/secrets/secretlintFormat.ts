import { ReportError } from '@quarterdeck/plugin-ingest-node';
import {
  Fields,
  fieldsOf,
  lineOf,
  needFields,
  needText,
  textOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { severityWord } from '../reading/severityWords';
import { isRedacted } from './redacted';

const own = { error: 'high', warning: 'medium', info: 'low' } as const;
const shortest = 6;

/** The secret stands in `data`, else behind the colon of the message. */
function valueOf(message: Fields): string | undefined {
  const data = Object.values(fieldsOf(message, 'data') ?? {}).find(
    (value): value is string =>
      typeof value === 'string' && value.length >= shortest,
  );
  const behind = /: (\S{6,})\s*$/.exec(textOf(message, 'message') ?? '')?.[1];
  const value = data ?? behind;
  return value === undefined || isRedacted(value) ? undefined : value;
}

/** Secretlint, `--format json`: files with messages. */
export const secretlintFormat = scanFormat({
  format: 'secretlint',
  detect: paths =>
    paths.has('/*/filePath') &&
    paths.has('/*/messages') &&
    (paths.has('/*/sourceContentType') ||
      paths.has('/*/sourceContent') ||
      /^@?secretlint/.test(paths.get('/*/messages/*/ruleId') ?? '')) &&
    !paths.has('/*/errorCount'),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, ['/*/messages/*'], {
      drop: ['/*/sourceContent'],
    });
    if (!Array.isArray(rest)) {
      throw new ReportError('Secretlint writes a list and this is none.');
    }
    rest.forEach((file: unknown, index) =>
      tally.attempt(`/${index}`, () => {
        needText(needFields(file), 'filePath');
      }),
    );
    for (const record of records()) {
      tally.attempt(record, () => {
        const item = needFields(record.read());
        const file = needFields(rest[Number(record.keys[0])]);
        const ruleId = needText(item, 'ruleId');
        const native = textOf(item, 'severity');
        const place = fieldsOf(item, 'loc');
        const value = valueOf(item);
        tally.finding({
          record: 'finding',
          kind: 'secret',
          tool: { name: 'Secretlint' },
          ruleId,
          ruleName: textOf(item, 'messageId'),
          title: `${textOf(item, 'messageId') ?? ruleId}: a secret`,
          severity: severityWord(native ?? 'error', own),
          severitySource: 'native',
          nativeSeverity: native,
          locations: [
            {
              path: relativePath(textOf(file, 'filePath')),
              startLine: lineOf(fieldsOf(place, 'start'), 'line'),
              endLine: lineOf(fieldsOf(place, 'end'), 'line'),
              startColumn: lineOf(fieldsOf(place, 'start'), 'column'),
            },
          ],
          references: [textOf(item, 'docsUrl')].filter(
            link => link !== undefined,
          ),
          secret: value === undefined ? {} : { value },
        });
      });
    }
    return { tool: 'Secretlint' };
  },
});
