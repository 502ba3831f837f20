import {
  Fields,
  fieldsOf,
  flagOf,
  isFields,
  lineOf,
  listOrNull,
  needFields,
  needText,
  numberOf,
  objectsOf,
  textOf,
} from '../reading/fields';
import { cwesIn } from '../reading/cwesIn';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { severityWord } from '../reading/severityWords';

/** `79`, or `79-81` for several lines. */
const linesOf = (item: Fields) => {
  const [start, end = start] = (textOf(item, 'line') ?? '').split('-');
  return {
    startLine: lineOf({ start }, 'start'),
    endLine: lineOf({ end }, 'end'),
  };
};

/** G101 quotes the line with the credential. */
const credentialOf = (item: Fields, ruleId: string) => {
  if (ruleId !== 'G101') return undefined;
  const value = /["'`]([^"'`\n]{4,500})["'`]/.exec(
    textOf(item, 'code') ?? '',
  )?.[1];
  return value === undefined ? undefined : { value };
};

function suppressionOf(item: Fields) {
  const [first] = objectsOf(item, 'suppressions');
  if (!first && !flagOf(item, 'nosec')) return undefined;
  const isExternal =
    first !== undefined && textOf(first, 'kind') === 'external';
  return {
    by: isExternal ? ('tool' as const) : ('source' as const),
    reason: textOf(first, 'justification'),
  };
}

/** gosec, `-fmt json`. */
export const gosecFormat = scanFormat({
  format: 'gosec',
  detect: paths =>
    (paths.has('/Issues') &&
      (paths.has('/Stats') || paths.has('/Golang errors'))) ||
    paths.has('/Issues/*/rule_id'),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, ['/Issues/*']);
    const report = needFields(rest);
    listOrNull(report, 'Issues');
    const errors = Object.keys(fieldsOf(report, 'Golang errors') ?? {});
    if (errors.length > 0) {
      tally.partial(
        `gosec could not read ${errors.length} files, such as ${relativePath(
          errors[0],
        )}.`,
      );
    }
    tally.looked(numberOf(fieldsOf(report, 'Stats'), 'files'));
    const tool = { name: 'gosec', version: textOf(report, 'GosecVersion') };
    for (const record of records()) {
      tally.attempt(record, () => {
        const item = needFields(record.read());
        const ruleId = needText(item, 'rule_id');
        const native = textOf(item, 'severity');
        const cwe = isFields(item.cwe)
          ? textOf(item.cwe, 'id', 'ID')
          : undefined;
        tally.finding({
          record: 'finding',
          kind: 'sast',
          tool,
          ruleId,
          title: textOf(item, 'details') ?? ruleId,
          severity: severityWord(native),
          severitySource: 'native',
          nativeSeverity: native,
          confidence: textOf(item, 'confidence')?.toLowerCase(),
          cwes: cwesIn(cwe && `CWE-${cwe}`),
          locations: [
            {
              path: relativePath(needText(item, 'file')),
              ...linesOf(item),
              startColumn: lineOf(item, 'column'),
              snippet: textOf(item, 'code'),
            },
          ],
          suppressed: suppressionOf(item),
          secret: credentialOf(item, ruleId),
        });
      });
    }
    return { tool: 'gosec' };
  },
});
