import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { severityOf } from '../reading/cvssSeverity';
import {
  Fields,
  needFields,
  needText,
  textOf,
  textsOf,
} from '../reading/fields';
import { scanFormat } from '../reading/scanFormat';
import { ScanTally } from '../reading/scanTally';
import { severityWord } from '../reading/severityWords';
import { jsonLines } from './jsonLines';
import { packageNamed } from './packageNames';
import { namesInTexts, vulnerabilityNames } from './vulnerabilityNames';

const tool = 'yarn audit';

/** `web@workspace:packages/web`: the descriptor without its locator. */
const dependentOf = (text: string) => {
  const at = text.indexOf('@', 1);
  return at < 0 ? text : text.slice(0, at);
};

function findingOf(name: string, entry: Fields): NewFindingRecord {
  const number = needText(entry, 'ID', '/children');
  const url = textOf(entry, 'URL');
  const names = vulnerabilityNames(namesInTexts(url, textOf(entry, 'Issue')));
  const versions = textsOf(entry, 'Tree Versions');
  const dependents = textsOf(entry, 'Dependents');
  const affected = textOf(entry, 'Vulnerable Versions');
  const nativeSeverity = textOf(entry, 'Severity');
  const fixed = /<\s*(\d[\w.+-]*)\s*$/.exec(affected?.slice(0, 1000) ?? '');
  const ruleId =
    names.find(item => item.startsWith('GHSA-')) ?? names[0] ?? number;
  return {
    record: 'finding',
    kind: 'dependency',
    tool: { name: tool },
    ruleId,
    title: textOf(entry, 'Issue') ?? `${ruleId} in ${name}`,
    description:
      [
        affected ? `Affected versions: ${affected}.` : '',
        versions.length > 1
          ? `Installed versions: ${versions.join(', ')}.`
          : '',
        dependents.length > 0 ? `Needed by ${dependents.join(', ')}.` : '',
      ]
        .filter(Boolean)
        .join('\n') || undefined,
    ...severityOf(severityWord(nativeSeverity)),
    nativeSeverity,
    vulnerabilityIds: names,
    package: {
      ...packageNamed(
        'npm',
        name,
        versions.length === 1 ? versions[0] : undefined,
      ),
      fixedVersions: fixed ? [fixed[1]] : [],
      // Only the last step of each way is told; a workspace is the project itself.
      paths: dependents.map(item =>
        item.includes('@workspace:') ? [name] : [dependentOf(item), name],
      ),
      direct:
        dependents.length > 0
          ? dependents.some(item => item.includes('@workspace:'))
          : undefined,
    },
    fingerprints: { npmAdvisory: number },
    references: url ? [url] : [],
  };
}

/** What Yarn tells of itself between the results: `{"type":"error","name":35,…}` */
function isNote(line: Fields, tally: ScanTally): boolean {
  const type = textOf(line, 'type');
  if (type === undefined || !('displayName' in line)) return false;
  if (type === 'error') {
    tally.failed(
      `The audit itself failed: ${textOf(line, 'data') ?? 'no reason given'}.`,
    );
  }
  return true;
}

/**
 * `yarn npm audit --json` of Yarn 4: a line per package and advisory, also as
 * `jq` prints it. Notes on
 * deprecated packages, which stand between them, are counted and left out.
 */
export const yarn4AuditFormat = scanFormat({
  format: 'yarn-4-audit',
  detect: paths =>
    ['', '/*'].some(
      root =>
        (paths.has(`${root}/value`) && paths.has(`${root}/children/ID`)) ||
        /^YN\d{4}$/.test(paths.get(`${root}/displayName`) ?? ''),
    ),
  async read(body, tally) {
    for await (const { value, at } of jsonLines(body, tally)) {
      tally.attempt(at, () => {
        const line = needFields(value);
        if (isNote(line, tally)) return;
        const name = needText(line, 'value');
        const entry = needFields(line.children, '/children');
        if (/\(deprecation\)\s*$/.test(textOf(entry, 'ID') ?? '')) {
          tally.count('deprecated');
          return;
        }
        tally.finding(findingOf(name, entry));
      });
    }
    return { tool };
  },
});
