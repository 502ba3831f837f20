import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { cvssOf, cvssScore, severityOf } from '../reading/cvssSeverity';
import {
  Fields,
  fieldsOf,
  flagOf,
  listOrNone,
  needFields,
  needList,
  needText,
  numberOf,
  objectsOf,
  textOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { scanFormat } from '../reading/scanFormat';
import { severityWord } from '../reading/severityWords';
import { packageOfPurl } from './packageNames';
import {
  linksInText,
  vulnerabilityNames,
  weaknesses,
} from './vulnerabilityNames';

const tool = 'Dependency-Track';

const closed: Readonly<Record<string, string>> = {
  FALSE_POSITIVE: 'False positive',
  NOT_AFFECTED: 'Not affected',
};

function aliasesOf(vulnerability: Fields): string[] {
  return objectsOf(vulnerability, 'aliases').flatMap(alias =>
    Object.entries(alias).flatMap(([key, value]) =>
      key.endsWith('Id') && typeof value === 'string' ? [value] : [],
    ),
  );
}

function vectorsOf(vulnerability: Fields) {
  const told = [
    ['4.0', 'cvssV4Vector', 'cvssV4Score'],
    ['3.1', 'cvssV3Vector', 'cvssV3BaseScore'],
    ['2.0', 'cvssV2Vector', 'cvssV2BaseScore'],
  ] as const;
  return told.flatMap(([version, vector, key]) => {
    const score = numberOf(vulnerability, key);
    return (
      cvssOf(textOf(vulnerability, vector), { score }) ??
      cvssScore(version, score) ??
      []
    );
  });
}

const componentName = (component: Fields) => {
  const group = textOf(component, 'group');
  const name = needText(component, 'name', '/component');
  return group ? `${group}/${name}` : name;
};

const epssOf = (vulnerability: Fields): NewFindingRecord['epss'] => {
  const score = numberOf(vulnerability, 'epssScore');
  return score === undefined
    ? undefined
    : { score, percentile: numberOf(vulnerability, 'epssPercentile') };
};

function suppressionOf(
  analysis: Fields | undefined,
): NewFindingRecord['suppressed'] {
  const state = textOf(analysis, 'state', 'analysisState') ?? '';
  const known = Object.hasOwn(closed, state) ? closed[state] : undefined;
  if (flagOf(analysis, 'isSuppressed')) {
    return { by: 'source', reason: known ?? 'Suppressed in Dependency-Track' };
  }
  return known ? { by: 'source', reason: known } : undefined;
}

function findingOf(record: Fields): NewFindingRecord {
  const component = needFields(record.component, '/component');
  const vulnerability = needFields(record.vulnerability, '/vulnerability');
  const analysis = fieldsOf(record, 'analysis');
  const id = needText(vulnerability, 'vulnId', '/vulnerability');
  const named = packageOfPurl(textOf(component, 'purl')) ?? {
    name: componentName(component),
  };
  const version = textOf(component, 'version') ?? named.version;
  const nativeSeverity = textOf(vulnerability, 'severity');
  const cvss = vectorsOf(vulnerability);
  const cwes = objectsOf(vulnerability, 'cwes').map(cwe => cwe.cweId);
  const source = textOf(vulnerability, 'source');
  return {
    record: 'finding',
    kind: 'dependency',
    tool: { name: tool },
    ruleId: id,
    title:
      textOf(vulnerability, 'title') ?? `${id} in ${componentName(component)}`,
    description: textOf(vulnerability, 'description'),
    remediation: textOf(vulnerability, 'recommendation'),
    ...severityOf(severityWord(nativeSeverity), cvss),
    nativeSeverity,
    cvss,
    epss: epssOf(vulnerability),
    cwes: weaknesses([...cwes, vulnerability.cweId]),
    vulnerabilityIds: vulnerabilityNames([id, ...aliasesOf(vulnerability)]),
    package: { ...named, version },
    references: linksInText(textOf(vulnerability, 'references')),
    tags: source ? [`source: ${source}`] : [],
    state: textOf(analysis, 'state') === 'RESOLVED' ? 'fixed' : 'open',
    suppressed: suppressionOf(analysis),
  };
}

/** Findings of Dependency-Track in its File Packaging Format (FPF). */
export const dependencyTrackFormat = scanFormat({
  format: 'dependency-track',
  detect: paths =>
    /dependency-?track/i.test(paths.get('/meta/application') ?? '') ||
    (paths.has('/findings/*/component/uuid') &&
      paths.has('/findings/*/vulnerability/vulnId')),
  async read(body, tally) {
    const document = await jsonRecords(body, ['/findings/*']);
    const rest = needFields(document.rest);
    // An export without findings may leave their list out.
    if (!('meta' in rest)) needList(rest, 'findings');
    else listOrNone(rest, 'findings');
    const project = fieldsOf(rest, 'project');
    for (const record of document.records()) {
      tally.attempt(record.path, () =>
        tally.finding(findingOf(needFields(record.read()))),
      );
    }
    return { tool, scope: textOf(project, 'name') };
  },
});
