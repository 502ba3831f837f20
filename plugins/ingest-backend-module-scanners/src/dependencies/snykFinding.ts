import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { cvssOf, severityOf } from '../reading/cvssSeverity';
import {
  Fields,
  fieldsOf,
  flagOf,
  needText,
  numberOf,
  objectsOf,
  textOf,
  textsOf,
  timeOf,
} from '../reading/fields';
import { severityWord } from '../reading/severityWords';
import { packageNamed } from './packageNames';
import { SnykProject } from './snykProject';
import { vulnerabilityNames, weaknesses } from './vulnerabilityNames';

/** `@scope/name@1.2.3` as name and version; a version has no `@`. */
function nameAndVersion(text: string): [string, string | undefined] {
  const at = text.lastIndexOf('@');
  return at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [text, undefined];
}

/** Who the project is stands first in `from`, unless the package stands alone. */
const pathOf = (from: readonly string[]) =>
  from.length > 1 ? from.slice(1) : [...from];

function vectorsOf(issue: Fields) {
  const read = [
    cvssOf(textOf(issue, 'CVSSv3'), { score: numberOf(issue, 'cvssScore') }),
    ...objectsOf(issue, 'cvssSources').map(source =>
      cvssOf(textOf(source, 'vector'), {
        score: numberOf(source, 'baseScore'),
        source: textOf(source, 'assigner'),
      }),
    ),
    ...objectsOf(issue, 'cvssDetails').map(detail =>
      cvssOf(textOf(detail, 'cvssV3Vector'), {
        score: numberOf(detail, 'cvssV3BaseScore'),
        source: textOf(detail, 'assigner'),
      }),
    ),
  ];
  return read.filter(item => item !== undefined);
}

const kindOf = (
  isLicence: boolean,
  project: SnykProject,
): NewFindingRecord['kind'] => {
  if (isLicence) return 'licence';
  return project.isContainer ? 'container' : 'dependency';
};

function remedyOf(issue: Fields): string | undefined {
  const description = textOf(issue, 'description') ?? '';
  const part = /^## Remediation\s*\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(
    description.slice(0, 20_000),
  );
  return part?.[1].trim() || undefined;
}

const epssOf = (issue: Fields): NewFindingRecord['epss'] => {
  const details = fieldsOf(issue, 'epssDetails');
  const score = numberOf(details, 'probability');
  return score === undefined
    ? undefined
    : { score, percentile: numberOf(details, 'percentile') };
};

const ignoredBecause = (issue: Fields) => {
  const [ignored] = objectsOf(fieldsOf(issue, 'filtered'), 'ignored');
  return textOf(ignored, 'reason') ?? 'Ignored in Snyk';
};

/**
 * One issue of Snyk as a finding; the same issue by another path is joined to it.
 * @throws RecordError
 */
export function snykFinding(
  issue: Fields,
  project: SnykProject,
): NewFindingRecord {
  const id = needText(issue, 'id');
  const whole = textOf(issue, 'name', 'packageName', 'moduleName');
  if (!whole) needText(issue, 'packageName');
  const [bare, attached] = textOf(issue, 'version')
    ? [whole ?? '', undefined]
    : nameAndVersion(whole ?? '');
  const version = textOf(issue, 'version') ?? attached;
  const isLicence = textOf(issue, 'type') === 'license';
  const identifiers = fieldsOf(issue, 'identifiers');
  const nativeSeverity = textOf(issue, 'severity');
  const cvss = vectorsOf(issue);
  const from = textsOf(issue, 'from');
  const path = pathOf(from);
  const exploit = textOf(issue, 'exploit', 'exploitMaturity');
  const licence = textOf(issue, 'license');
  return {
    record: 'finding',
    kind: kindOf(isLicence, project),
    tool: { name: 'Snyk' },
    scope: project.name,
    ruleId: id,
    title: textOf(issue, 'title') ?? id,
    description: textOf(issue, 'description'),
    remediation: remedyOf(issue),
    ...severityOf(severityWord(nativeSeverity), cvss),
    nativeSeverity,
    cvss,
    epss: epssOf(issue),
    cwes: weaknesses(textsOf(identifiers, 'CWE')),
    vulnerabilityIds: isLicence
      ? []
      : vulnerabilityNames([
          ...textsOf(identifiers, 'CVE'),
          ...textsOf(identifiers, 'GHSA'),
          ...textsOf(identifiers, 'OSV'),
          id,
        ]),
    package: {
      ...packageNamed(
        textOf(issue, 'packageManager') ?? project.packageManager,
        bare,
        version,
      ),
      fixedVersions: textsOf(issue, 'fixedIn'),
      paths: path.length > 0 ? [path] : [],
      direct: from.length > 1 ? from.length === 2 : undefined,
      development:
        textOf(issue, 'parentDepType') === undefined
          ? undefined
          : textOf(issue, 'parentDepType') === 'dev',
      licences: licence ? [licence] : [],
    },
    target: project.target,
    references: [
      `https://security.snyk.io/vuln/${encodeURIComponent(id)}`,
      ...objectsOf(issue, 'references').flatMap(item => textsOf(item, 'url')),
    ],
    tags: [
      ...(exploit && !/^(?:not defined|no data|unproven)$/i.test(exploit)
        ? [`exploit: ${exploit}`]
        : []),
      ...(flagOf(issue, 'malicious') ? ['malicious'] : []),
    ],
    suppressed: flagOf(issue, 'isIgnored')
      ? { by: 'source', reason: ignoredBecause(issue) }
      : undefined,
    foundAt: timeOf(issue, 'introducedDate'),
  };
}
