import { NewFindingRecord, Severity } from '@quarterdeck/plugin-ingest-common';
import { ReportError } from '@quarterdeck/plugin-ingest-node';
import {
  Fields,
  fieldsOf,
  isFields,
  listOrNone,
  needFields,
  needText,
  textOf,
  textsOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { severityWord } from '../reading/severityWords';

const tool = 'Conftest';

const lists: readonly [
  name: string,
  severity: Severity,
  suppressed: NewFindingRecord['suppressed'],
][] = [
  ['failures', 'high', undefined],
  ['warnings', 'low', undefined],
  [
    'exceptions',
    'high',
    { by: 'policy', reason: 'An exception of the policy excuses it' },
  ],
];

/** Conftest says why no finding would have another rule: its policy's name, its query. */
function ruleOf(metadata: Fields | undefined, namespace: string): string {
  const named = textOf(metadata, 'id', 'code', 'policy', 'rule', 'title');
  const query = textOf(metadata, 'query')?.replace(/^data\./, '');
  return named ?? query ?? namespace;
}

function findingOf(
  result: Fields,
  about: Fields,
  severity: Severity,
): NewFindingRecord {
  const message = needText(result, 'msg');
  const metadata = fieldsOf(result, 'metadata');
  const namespace = textOf(about, 'namespace') ?? 'main';
  const word = textOf(metadata, 'severity');
  const own = severityWord(word);
  const details = fieldsOf(metadata, 'details');
  return {
    record: 'finding',
    kind: 'policy',
    tool: { name: tool },
    ruleId: ruleOf(metadata, namespace),
    title: message,
    description:
      textOf(metadata, 'description') ?? textOf(details, 'description'),
    severity: own === 'unknown' ? severity : own,
    severitySource: own === 'unknown' ? 'rule' : 'native',
    nativeSeverity: word,
    locations: [
      {
        path: relativePath(textOf(about, 'filename')),
        name: textOf(metadata, 'resource', 'name'),
      },
    ],
    references: [
      ...textsOf(metadata, 'url'),
      ...textsOf(metadata, 'references'),
    ],
    tags: [`namespace: ${namespace}`],
    // The rules of a file are told apart by what they say alone.
    fingerprints: { message: message.trim() },
  };
}

/** `conftest test --output json`. */
export const conftestFormat = scanFormat({
  format: 'conftest',
  detect: paths =>
    paths.has('/*/filename') &&
    ['successes', 'failures', 'warnings', 'exceptions'].some(name =>
      paths.has(`/*/${name}`),
    ) &&
    !paths.has('/*/messages'),
  async read(body, tally) {
    const document = await jsonRecords(body, ['/*']);
    if (!Array.isArray(document.rest)) {
      throw new ReportError('It must be a list of the files that were tested.');
    }
    for (const record of document.records()) {
      tally.attempt(record.path, () => {
        const file = needFields(record.read());
        needText(file, 'filename');
        for (const [name, severity, suppressed] of lists) {
          for (const [index, value] of listOrNone(file, name).entries()) {
            tally.attempt(`${record.path}/${name}/${index}`, () => {
              const result = isFields(value) ? value : { msg: value };
              tally.finding({
                ...findingOf(result, file, severity),
                suppressed,
              });
            });
          }
        }
      });
    }
    return { tool };
  },
});
