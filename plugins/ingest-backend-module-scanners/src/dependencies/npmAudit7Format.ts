import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { cvssOf, severityOf } from '../reading/cvssSeverity';
import {
  Fields,
  fieldsOf,
  flagOf,
  isFields,
  listOrNone,
  needFields,
  needText,
  numberOf,
  textOf,
  textsOf,
} from '../reading/fields';
import { scanFormat } from '../reading/scanFormat';
import { severityWord } from '../reading/severityWords';
import { censored, distinctPaths } from './advisoryFinding';
import { auditFailure } from './auditReport';
import { packageNamed } from './packageNames';
import {
  namesInTexts,
  vulnerabilityNames,
  weaknesses,
} from './vulnerabilityNames';

const tool = 'npm audit';
const mostPaths = 50;
const longestPath = 50;

/** Ways from direct dependencies down to a package, by who is affected by it. */
function pathsTo(name: string, packages: Fields): string[][] {
  const paths: string[][] = [];
  const waiting: string[][] = [[name]];
  let steps = 0;
  while (waiting.length > 0 && paths.length < mostPaths && steps < 5000) {
    steps += 1;
    const path = waiting.shift() ?? [];
    const entry = fieldsOf(packages, path[0]);
    const above = textsOf(entry, 'effects').filter(
      item => !path.includes(item) && path.length < longestPath,
    );
    if (flagOf(entry, 'isDirect') ?? above.length === 0) {
      paths.push(path.map(censored));
    }
    waiting.push(...above.map(item => [item, ...path]));
  }
  return distinctPaths(paths);
}

/** What to do, as npm says: nothing, something small, or another major version. */
function remedyOf(entry: Fields): string | undefined {
  const fix = entry.fixAvailable;
  if (fix === true) return 'npm audit fix repairs it.';
  if (fix === false) return 'There is no fix yet.';
  if (!isFields(fix)) return undefined;
  const major = flagOf(fix, 'isSemVerMajor') ? ', a new major version' : '';
  return `Update ${textOf(fix, 'name') ?? 'it'} to ${
    textOf(fix, 'version') ?? 'a later version'
  }${major}.`;
}

const fixedIn = (range: string | undefined) =>
  [...(range ?? '').slice(0, 1000).matchAll(/<(?!=)\s*(\d[\w.+-]*)/g)].map(
    ([, version]) => version,
  );

function findingOf(
  advisory: Fields,
  entry: Fields,
  name: string,
  packages: Fields,
): NewFindingRecord {
  const url = textOf(advisory, 'url');
  const number = textOf(advisory, 'source', 'id');
  const names = vulnerabilityNames(
    namesInTexts(url, textOf(advisory, 'title')),
  );
  const ruleId =
    names.find(item => item.startsWith('GHSA-')) ?? number ?? names[0];
  if (!ruleId) needText(advisory, 'source');
  const nativeSeverity = textOf(advisory, 'severity');
  const scored = fieldsOf(advisory, 'cvss');
  const cvss = cvssOf(textOf(scored, 'vectorString'), {
    score: numberOf(scored, 'score'),
  });
  const range = textOf(advisory, 'range');
  return {
    record: 'finding',
    kind: 'dependency',
    tool: { name: tool },
    ruleId: ruleId ?? name,
    title: textOf(advisory, 'title') ?? `${ruleId} in ${name}`,
    description: range ? `Affected versions: ${range}.` : undefined,
    remediation: remedyOf(entry),
    ...severityOf(severityWord(nativeSeverity), [cvss]),
    nativeSeverity,
    cvss: cvss ? [cvss] : [],
    cwes: weaknesses(textsOf(advisory, 'cwe')),
    vulnerabilityIds: names,
    package: {
      ...packageNamed('npm', name),
      fixedVersions: fixedIn(range),
      paths: pathsTo(name, packages),
      direct: flagOf(entry, 'isDirect'),
    },
    locations: textsOf(entry, 'nodes').map(node => ({ path: censored(node) })),
    fingerprints: number ? { npmAdvisory: number } : {},
    references: url ? [url] : [],
  };
}

/**
 * `npm audit --json` of npm 7 and later. A text in `via` only says through whom
 * the package is affected; an object is an advisory of its own. One finding for
 * each advisory and package.
 */
export const npmAudit7Format = scanFormat({
  format: 'npm-audit-v7',
  detect: paths =>
    paths.has('/auditReportVersion') ||
    // What it prints when the registry did not answer.
    (paths.has('/message') && paths.has('/uri') && paths.has('/method')),
  async read(body, tally) {
    const report = needFields(await body.json());
    const failure = auditFailure(report);
    if (failure) tally.failed(failure);
    const packages = needFields(
      report.vulnerabilities ?? (failure ? {} : undefined),
      '/vulnerabilities',
    );
    const counted = fieldsOf(fieldsOf(report, 'metadata'), 'dependencies');
    tally.looked(numberOf(counted, 'total'));
    const seen = new Set<string>();
    for (const [place, value] of Object.entries(packages)) {
      const at = `/vulnerabilities/${place}`;
      tally.attempt(at, () => {
        const entry = needFields(value);
        for (const [index, via] of listOrNone(entry, 'via').entries()) {
          if (typeof via === 'string') continue;
          tally.attempt(`${at}/via/${index}`, () => {
            const advisory = needFields(via);
            const name = textOf(advisory, 'name') ?? place;
            const finding = findingOf(advisory, entry, name, packages);
            const key = JSON.stringify([finding.ruleId, name]);
            if (seen.has(key)) return;
            seen.add(key);
            tally.finding(finding);
          });
        }
      });
    }
    return { tool };
  },
});
