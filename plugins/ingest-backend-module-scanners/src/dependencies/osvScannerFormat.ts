import { ReportError } from '@quarterdeck/plugin-ingest-node';
import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { cvssBand, cvssOf, severityOf } from '../reading/cvssSeverity';
import {
  Fields,
  fieldsOf,
  flagOf,
  isFields,
  needFields,
  needList,
  needText,
  numberOf,
  objectsOf,
  textOf,
  textsOf,
  listOrNone,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { severityWord } from '../reading/severityWords';
import { addOsvLicences } from './osvLicences';
import { packageNamed } from './packageNames';
import { vulnerabilityNames, weaknesses } from './vulnerabilityNames';

const tool = 'OSV-Scanner';

/** One vulnerability under all of its names, as databases tell of it. */
interface Group {
  vulnerabilities: Fields[];
  fields?: Fields;
}

const namesOf = (vulnerability: Fields) => [
  ...textsOf(vulnerability, 'id'),
  ...textsOf(vulnerability, 'aliases'),
];

/**
 * Groups as the scanner tells them; what it groups nowhere by its aliases. Two
 * records that name each other are one vulnerability.
 */
function groupsOf(item: Fields, vulnerabilities: readonly Fields[]): Group[] {
  let groups: { names: Set<string>; group: Group }[] = objectsOf(
    item,
    'groups',
  ).map(fields => ({
    names: new Set([...textsOf(fields, 'ids'), ...textsOf(fields, 'aliases')]),
    group: { vulnerabilities: [], fields },
  }));
  for (const vulnerability of vulnerabilities) {
    const names = namesOf(vulnerability);
    const known = groups.filter(({ names: own }) =>
      names.some(name => own.has(name)),
    );
    const told = known.find(({ group }) => group.fields);
    if (told) {
      told.group.vulnerabilities.push(vulnerability);
      continue;
    }
    // A record may name two that did not know of each other.
    const joined = {
      names: new Set([...known.flatMap(one => [...one.names]), ...names]),
      group: {
        vulnerabilities: [
          ...known.flatMap(({ group }) => group.vulnerabilities),
          vulnerability,
        ],
      },
    };
    groups = [...groups.filter(one => !known.includes(one)), joined];
  }
  return groups
    .map(({ group }) => group)
    .filter(group => group.vulnerabilities.length > 0);
}

const cwesOf = (vulnerability: Fields) =>
  weaknesses([
    ...textsOf(fieldsOf(vulnerability, 'database_specific'), 'cwe_ids'),
    ...objectsOf(vulnerability, 'affected').flatMap(affected =>
      objectsOf(fieldsOf(affected, 'database_specific'), 'cwes').flatMap(cwe =>
        textsOf(cwe, 'cweId'),
      ),
    ),
  ]);

const fixedIn = (vulnerability: Fields, name: string) =>
  objectsOf(vulnerability, 'affected')
    .filter(affected => textOf(fieldsOf(affected, 'package'), 'name') === name)
    .flatMap(affected => objectsOf(affected, 'ranges'))
    .filter(range => textOf(range, 'type') !== 'GIT')
    .flatMap(range => objectsOf(range, 'events'))
    .flatMap(event => textsOf(event, 'fixed'));

const labelOf = (vulnerability: Fields) =>
  textOf(fieldsOf(vulnerability, 'database_specific'), 'severity') ??
  // Ubuntu writes its own word where others write a vector.
  objectsOf(vulnerability, 'severity')
    .filter(item => !/^CVSS/i.test(textOf(item, 'type') ?? ''))
    .map(item => textOf(item, 'score'))
    .find(label => label !== undefined) ??
  objectsOf(vulnerability, 'affected')
    .map(affected =>
      textOf(fieldsOf(affected, 'ecosystem_specific'), 'severity'),
    )
    .find(label => label !== undefined);

function severityOfGroup(group: Group) {
  const cvss = group.vulnerabilities.flatMap(vulnerability =>
    [
      ...objectsOf(vulnerability, 'severity'),
      ...objectsOf(vulnerability, 'affected').flatMap(affected =>
        objectsOf(affected, 'severity'),
      ),
    ].flatMap(item => cvssOf(textOf(item, 'score')) ?? []),
  );
  const distinct = [...new Map(cvss.map(item => [item.vector, item])).values()];
  const label = group.vulnerabilities.map(labelOf).find(Boolean);
  const highest = numberOf(group.fields, 'max_severity');
  // Vectors say more than labels here: many records have a vector only.
  const scored = severityOf(undefined, distinct);
  if (scored.severity !== 'unknown') {
    return { ...scored, cvss: distinct, nativeSeverity: label };
  }
  if (highest !== undefined && highest > 0 && highest <= 10) {
    return {
      severity: cvssBand('3.1', highest),
      severitySource: 'native' as const,
      cvss: distinct,
      nativeSeverity: label ?? String(highest),
    };
  }
  return {
    ...severityOf(label === undefined ? undefined : severityWord(label)),
    cvss: distinct,
    nativeSeverity: label,
  };
}

/** A commit that was scanned has no name but its folder. */
function nameOf(about: Fields, source: Fields | undefined): string {
  const folder = textOf(about, 'commit') && textOf(source, 'path');
  const last = folder?.split('/').findLast(part => part !== '');
  return textOf(about, 'name') ?? last ?? needText(about, 'name', '/package');
}

function findingOf(
  group: Group,
  about: Fields,
  source: Fields | undefined,
  item: Fields,
  isImage: boolean,
): NewFindingRecord {
  const [first] = group.vulnerabilities;
  const name = nameOf(about, source);
  const names = vulnerabilityNames([
    ...group.vulnerabilities.flatMap(namesOf),
    ...textsOf(group.fields, 'ids'),
    ...textsOf(group.fields, 'aliases'),
  ]);
  const id = needText(first, 'id', '/vulnerabilities/0');
  const dependencyGroups = textsOf(item, 'dependency_groups');
  const analysis = Object.values(
    fieldsOf(group.fields, 'experimentalAnalysis') ?? {},
  ).filter(isFields);
  const notCalled =
    analysis.length > 0 &&
    analysis.every(one => flagOf(one, 'called') === false);
  return {
    record: 'finding',
    kind: isImage ? 'container' : 'dependency',
    tool: { name: tool },
    ruleId: id,
    title: textOf(first, 'summary') ?? `${id} in ${name}`,
    description: textOf(first, 'details'),
    ...severityOfGroup(group),
    cwes: group.vulnerabilities.flatMap(cwesOf),
    vulnerabilityIds: names,
    package: {
      ...packageNamed(
        textOf(about, 'ecosystem'),
        name,
        textOf(about, 'version') ?? textOf(about, 'commit'),
      ),
      fixedVersions: [
        ...new Set(group.vulnerabilities.flatMap(one => fixedIn(one, name))),
      ],
      development:
        dependencyGroups.length > 0
          ? dependencyGroups.every(one => /^(?:dev|test)/i.test(one))
          : undefined,
    },
    target: relativePath(textOf(source, 'path')),
    references: group.vulnerabilities.flatMap(one =>
      objectsOf(one, 'references').flatMap(link => textsOf(link, 'url')),
    ),
    tags: notCalled ? ['not called'] : [],
  };
}

/** `osv-scanner --format json`: one finding for each group of aliases. */
export const osvScannerFormat = scanFormat({
  format: 'osv-scanner',
  detect: paths =>
    paths.has('/results/*/source/path') ||
    paths.has('/results/*/packages/*/package/ecosystem') ||
    (paths.get('/results') === '[' && paths.has('/experimental_config')),
  async read(body, tally) {
    const document = await jsonRecords(body, ['/results/*/packages/*']);
    const rest = needFields(document.rest);
    const isImage = 'image_metadata' in rest;
    const results = needList(rest, 'results');
    if ('errors' in rest || 'metrics' in rest) {
      throw new ReportError('OSV-Scanner writes no errors and no metrics.');
    }
    results.forEach((result, index) => {
      const at = `/results/${index}`;
      tally.attempt(at, () => needList(needFields(result), 'packages'));
    });
    for (const record of document.records()) {
      tally.attempt(record.path, () => {
        const item = needFields(record.read());
        const about = needFields(item.package, '/package');
        const result = results[Number(record.keys[1])];
        const source = isFields(result)
          ? fieldsOf(result, 'source')
          : undefined;
        addOsvLicences(
          tally,
          item,
          about,
          relativePath(textOf(source, 'path')),
        );
        const told = listOrNone(item, 'vulnerabilities');
        told.forEach((value, index) => {
          if (isFields(value) && textOf(value, 'id')) return;
          const at = `${record.path}/vulnerabilities/${index}`;
          tally.reject(at, 'It must be an object with an id.');
        });
        const vulnerabilities = told
          .filter(isFields)
          .filter(value => textOf(value, 'id'));
        for (const group of groupsOf(item, vulnerabilities)) {
          tally.finding(findingOf(group, about, source, item, isImage));
        }
      });
    }
    return { tool };
  },
});
