import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { cwesIn } from '../reading/cwesIn';
import { cvssOf, severityOf } from '../reading/cvssSeverity';
import {
  Fields,
  fieldsOf,
  isFields,
  listOf,
  needFields,
  needList,
  needText,
  numberOf,
  objectsOf,
  textOf,
  textsOf,
} from '../reading/fields';
import { imageName } from '../reading/imageName';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { severityWord } from '../reading/severityWords';
import { vulnerabilityIdsIn } from '../reading/vulnerabilityIdsIn';

interface Scanned {
  tool: { name: string; version?: string };
  isImage: boolean;
  target?: string;
}

function scannedOf(report: Fields): Scanned {
  const source = fieldsOf(report, 'source');
  const isImage = textOf(source, 'type') === 'image';
  const target = fieldsOf(source, 'target');
  return {
    tool: {
      name: 'Grype',
      version: textOf(fieldsOf(report, 'descriptor'), 'version'),
    },
    isImage,
    target: isImage
      ? imageName(textOf(target, 'userInput'))
      : relativePath(textOf(source, 'target')),
  };
}

const vectorsOf = (from: Fields | undefined) =>
  objectsOf(from, 'cvss').flatMap(
    item =>
      cvssOf(textOf(item, 'vector'), {
        score: numberOf(fieldsOf(item, 'metrics'), 'baseScore'),
        source: textOf(item, 'source') ?? textOf(from, 'namespace'),
      }) ?? [],
  );

/** The worst of what is known of any of its names. */
function epssOf(entries: readonly Fields[]): NewFindingRecord['epss'] {
  let best: NewFindingRecord['epss'];
  for (const item of entries) {
    const score = numberOf(item, 'epss');
    if (score !== undefined && (!best || score > best.score)) {
      best = { score, percentile: numberOf(item, 'percentile') };
    }
  }
  return best;
}

const byVex = (rule: Fields) => 'vex-status' in rule || 'vexStatus' in rule;

function suppressionOf(match: Fields): NewFindingRecord['suppressed'] {
  const rules = objectsOf(match, 'appliedIgnoreRules');
  const [first] = rules;
  return {
    by: rules.some(byVex) ? 'vex' : 'policy',
    reason: textOf(first, 'reason', 'vex-justification', 'vulnerability'),
  };
}

function findingOf(
  match: Fields,
  scanned: Scanned,
  ignored: boolean,
): NewFindingRecord {
  const vulnerability = needFields(match.vulnerability, '/vulnerability');
  const artifact = needFields(match.artifact, '/artifact');
  const id = needText(vulnerability, 'id', '/vulnerability');
  const name = needText(artifact, 'name', '/artifact');
  const related = objectsOf(match, 'relatedVulnerabilities');
  const all = [vulnerability, ...related];
  const native = textOf(vulnerability, 'severity');
  const cvss = vectorsOf(vulnerability);
  const others = cvss.length > 0 ? [] : related.flatMap(vectorsOf);
  const fix = fieldsOf(vulnerability, 'fix');
  const state = textOf(fix, 'state');
  const known = all.flatMap(item => objectsOf(item, 'knownExploited'));
  const purl = textOf(artifact, 'purl');
  return {
    record: 'finding',
    kind: scanned.isImage ? 'container' : 'dependency',
    tool: scanned.tool,
    ruleId: id,
    title: `${id} in ${name}`,
    description: all.map(item => textOf(item, 'description')).find(Boolean),
    ...severityOf(native === undefined ? undefined : severityWord(native), [
      ...cvss,
      ...others,
    ]),
    nativeSeverity: native,
    cvss: [...cvss, ...others],
    epss: epssOf(all.flatMap(item => objectsOf(item, 'epss'))),
    knownExploited: known.length > 0 ? true : undefined,
    cwes: cwesIn(
      ...all.flatMap(item =>
        objectsOf(item, 'cwes').map(cwe => textOf(cwe, 'cwe')),
      ),
    ),
    vulnerabilityIds: vulnerabilityIdsIn(
      ...all.map(item => textOf(item, 'id')),
    ).concat(vulnerabilityIdsIn(id).length > 0 ? [] : [id]),
    package: {
      name,
      version: textOf(artifact, 'version'),
      ecosystem: textOf(artifact, 'type'),
      ...(purl ? { purl } : {}),
      fixedVersions: textsOf(fix, 'versions'),
      licences: listOf(artifact, 'licenses').flatMap(item =>
        typeof item === 'string'
          ? [item]
          : textOf(isFields(item) ? item : undefined, 'value') ?? [],
      ),
    },
    target: scanned.target,
    locations: objectsOf(artifact, 'locations')
      .map(place => ({
        path: relativePath(textOf(place, 'path'), undefined, {
          inImage: scanned.isImage,
        }),
      }))
      .filter(place => place.path !== undefined),
    references: [
      ...textsOf(vulnerability, 'dataSource'),
      ...all.flatMap(item => textsOf(item, 'urls')),
    ],
    tags: state === 'wont-fix' ? ['wont-fix'] : [],
    suppressed: ignored ? suppressionOf(match) : undefined,
  };
}

/** Grype, `-o json`. The same vulnerability of the same package counts once. */
export const grypeFormat = scanFormat({
  format: 'grype',
  detect: paths =>
    paths.get('/matches') === '[' &&
    (paths.has('/matches/*/vulnerability') ||
      paths.has('/descriptor') ||
      paths.has('/source') ||
      paths.has('/distro')),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(
      body,
      ['/matches/*', '/ignoredMatches/*'],
      {
        drop: [
          '/descriptor/configuration',
          '/descriptor/db',
          '/source/target/manifest',
          '/source/target/config',
          '/source/target/layers',
        ],
      },
    );
    const report = needFields(rest);
    needList(report, 'matches');
    const scanned = scannedOf(report);
    const image = fieldsOf(fieldsOf(report, 'source'), 'target');
    if (scanned.isImage) {
      tally.image(textOf(image, 'userInput'));
      tally.digest(textOf(image, 'manifestDigest'));
      textsOf(image, 'repoDigests').forEach(tally.digest);
    }
    const found = new Map<string, NewFindingRecord>();
    for (const record of records()) {
      tally.attempt(record, () => {
        const finding = findingOf(
          needFields(record.read()),
          scanned,
          record.pattern === 1,
        );
        const key = JSON.stringify([
          finding.ruleId,
          finding.package?.name,
          finding.package?.version,
          record.pattern,
        ]);
        const same = found.get(key);
        if (same)
          same.locations = [
            ...(same.locations ?? []),
            ...(finding.locations ?? []),
          ];
        else found.set(key, finding);
      });
    }
    for (const finding of found.values()) tally.finding(finding);
    return { tool: 'Grype' };
  },
});
