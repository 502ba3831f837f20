import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { severityOf } from '../reading/cvssSeverity';
import {
  Fields,
  fieldsOf,
  listOrNone,
  needFields,
  needText,
  objectsOf,
  textOf,
  textsOf,
} from '../reading/fields';
import { relativePath } from '../reading/relativePath';
import { ScanTally } from '../reading/scanTally';
import { severityWord } from '../reading/severityWords';
import {
  dependencyCheckSeverity,
  dependencyCheckVectors,
} from './dependencyCheckVectors';
import { PackageName, packageNamed, packageOfPurl } from './packageNames';
import {
  namesInTexts,
  vulnerabilityNames,
  weaknesses,
} from './vulnerabilityNames';

/** Name the records carry for the tool. */
export const dependencyCheckTool = 'OWASP Dependency-Check';

/** `org.owasp:library:6.7.8`, as old reports name packages of Maven. */
function packageOfOldName(type: string, name: string): PackageName {
  const parts = name.replace(/^\(?([^)]*)\)?$/, '$1').split(':');
  if (parts.length < 2) return packageNamed(type, name);
  const version = parts.pop();
  return packageNamed(type, parts.join(':'), version);
}

function packageOf(dependency: Fields): PackageName {
  for (const item of objectsOf(dependency, 'packages')) {
    const found = packageOfPurl(textOf(item, 'id'));
    if (found) return found;
  }
  for (const item of objectsOf(dependency, 'identifiers')) {
    const name = textOf(item, 'name');
    const type = textOf(item, 'type');
    if (name && type && type !== 'cpe') return packageOfOldName(type, name);
  }
  return { name: needText(dependency, 'fileName') };
}

/**
 * What the package was found in: the lock file, or the file by the name the tool
 * shows, since where build machines keep it changes.
 */
function targetOf(dependency: Fields): string | undefined {
  const path = textOf(dependency, 'filePath')?.trim();
  return path?.includes('?')
    ? relativePath(path.slice(0, path.indexOf('?')))
    : textOf(dependency, 'fileName');
}

function findingOf(
  vulnerability: Fields,
  dependency: Fields,
  isSuppressed: boolean,
): NewFindingRecord {
  const name = needText(vulnerability, 'name').trim();
  const named = packageOf(dependency);
  const cvss = dependencyCheckVectors(vulnerability);
  const nativeSeverity = dependencyCheckSeverity(vulnerability);
  const path = textOf(dependency, 'filePath')?.trim();
  const isNumber = /^\d+$/.test(name);
  const known = namesInTexts(name);
  const cwes = [
    ...textsOf(vulnerability, 'cwes'),
    ...textsOf(vulnerability, 'cwe'),
  ];
  const links = objectsOf(vulnerability, 'references').flatMap(item =>
    textsOf(item, 'url'),
  );
  return {
    record: 'finding',
    kind: 'dependency',
    tool: { name: dependencyCheckTool },
    ruleId: name,
    title: known.length > 0 || isNumber ? `${name} in ${named.name}` : name,
    description: textOf(vulnerability, 'description'),
    ...severityOf(severityWord(nativeSeverity), cvss),
    nativeSeverity,
    confidence: textOf(objectsOf(dependency, 'packages')[0], 'confidence'),
    cvss,
    knownExploited:
      fieldsOf(vulnerability, 'knownExploitedVulnerability') !== undefined ||
      undefined,
    cwes: weaknesses(cwes),
    vulnerabilityIds: vulnerabilityNames(
      // `CWE-400: …` is a class of weakness and no vulnerability's name.
      /^CWE-/i.test(name) ? known : [name, ...known],
    ),
    package: {
      ...named,
      licences: textsOf(dependency, 'license'),
    },
    target: targetOf(dependency),
    locations: path ? [{ path: relativePath(path.split('?')[0]) }] : [],
    references: links.map(link => link.trim()),
    tags: textsOf(vulnerability, 'source').map(source => `source: ${source}`),
    suppressed: isSuppressed
      ? {
          by: 'source',
          reason:
            textOf(vulnerability, 'notes') ??
            'Suppressed in Dependency-Check’s suppression file',
        }
      : undefined,
  };
}

/** Every vulnerability of one dependency, in the words of the JSON report. */
export function addDependencyCheckFindings(
  dependency: Fields,
  path: string,
  tally: ScanTally,
): void {
  const lists = [
    ['vulnerabilities', false],
    ['suppressedVulnerabilities', true],
  ] as const;
  for (const [list, isSuppressed] of lists) {
    tally.attempt(path, () => {
      for (const [index, value] of listOrNone(dependency, list).entries()) {
        tally.attempt(`${path}/${list}/${index}`, () =>
          tally.finding(findingOf(needFields(value), dependency, isSuppressed)),
        );
      }
    });
  }
}
