import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { cvssOf, severityOf } from '../reading/cvssSeverity';
import {
  Fields,
  fieldsOf,
  isFields,
  listOf,
  needText,
  numberOf,
  objectsOf,
  textOf,
  textsOf,
} from '../reading/fields';
import { severityWord } from '../reading/severityWords';
import { packageNamed } from './packageNames';
import {
  linksInText,
  namesInTexts,
  vulnerabilityNames,
  weaknesses,
} from './vulnerabilityNames';

/** Git dependencies get a random hash for a name at every run. */
export const censored = (name: string) =>
  name.replace(/\b[0-9a-f]{64}\b/g, 'censored_by_npm_audit');

/** `.>axios>follow-redirects`: pnpm starts with the project itself. */
export function auditPath(text: string): string[] {
  const parts = text.split('>').map(part => censored(part.trim()));
  return parts.filter(
    (part, index) => part !== '' && (index > 0 || part !== '.'),
  );
}

const key = (path: readonly string[]) => path.join('>');

/** Ways to a package, each once. */
export function distinctPaths(paths: readonly string[][]): string[][] {
  return [...new Map(paths.map(path => [key(path), path])).values()];
}

/** `>=1.2.3`: the version from which on a package is repaired. */
const fixedFrom = (range: string | undefined) =>
  [...(range ?? '').slice(0, 1000).matchAll(/>=?\s*(\d[\w.+-]*)/g)].map(
    ([, version]) => version,
  );

/** The weaknesses of an advisory: a list, a text, or a list written as a text. */
const cwesOf = (from: Fields) =>
  weaknesses(isFields(from.cwe) ? [] : textsOf(from, 'cwe'));

/**
 * One advisory in the form of npm 6, which Yarn 1 to 3 and pnpm share: one
 * package, found in some versions by some paths.
 * @throws RecordError
 */
export function advisoryFinding(
  advisory: Fields,
  about: {
    tool: string;
    extraPaths?: readonly string[];
    development?: boolean;
  },
): NewFindingRecord {
  const name = needText(advisory, 'module_name');
  const number = textOf(advisory, 'id');
  const url = textOf(advisory, 'url');
  const names = vulnerabilityNames([
    ...textsOf(advisory, 'cves'),
    textOf(advisory, 'github_advisory_id'),
    ...namesInTexts(url),
  ]);
  const found = objectsOf(advisory, 'findings');
  const versions = [
    ...new Set(found.flatMap(item => textsOf(item, 'version'))),
  ];
  const paths = distinctPaths(
    [
      ...found.flatMap(item => textsOf(item, 'paths')),
      ...(about.extraPaths ?? []),
    ].map(auditPath),
  ).filter(path => path.length > 0);
  const nativeSeverity = textOf(advisory, 'severity');
  const scored = fieldsOf(advisory, 'cvss');
  const cvss = cvssOf(textOf(scored, 'vectorString'), {
    score: numberOf(scored, 'score'),
  });
  const ghsa = names.find(item => item.startsWith('GHSA-'));
  const ruleId = ghsa ?? number ?? names[0] ?? name;
  const overview = textOf(advisory, 'overview');
  const versionsTold =
    versions.length > 1 ? `Installed versions: ${versions.join(', ')}.` : '';
  return {
    record: 'finding',
    kind: 'dependency',
    tool: { name: about.tool },
    ruleId,
    title: textOf(advisory, 'title') ?? `${ruleId} in ${name}`,
    description:
      [overview, versionsTold].filter(Boolean).join('\n\n') || undefined,
    remediation: textOf(advisory, 'recommendation'),
    ...severityOf(severityWord(nativeSeverity), [cvss]),
    nativeSeverity,
    cvss: cvss ? [cvss] : [],
    cwes: cwesOf(advisory),
    vulnerabilityIds: names,
    package: {
      ...packageNamed(
        'npm',
        name,
        versions.length === 1 ? versions[0] : undefined,
      ),
      fixedVersions: fixedFrom(textOf(advisory, 'patched_versions')),
      paths,
      direct:
        paths.length > 0 ? paths.some(path => path.length === 1) : undefined,
      development: about.development,
    },
    fingerprints: number ? { npmAdvisory: number } : {},
    references: [
      ...(url ? [url] : []),
      ...linksInText(textOf(advisory, 'references')),
      ...listOf(advisory, 'references').filter(
        (item): item is string => typeof item === 'string',
      ),
    ],
  };
}
