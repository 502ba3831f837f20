import { NewFindingRecord, Severity } from '@quarterdeck/plugin-ingest-common';
import { ReportBody } from '@quarterdeck/plugin-ingest-node';
import { vulnerabilityNames } from '../dependencies/vulnerabilityNames';
import { cvssOf, severityOf } from '../reading/cvssSeverity';
import {
  Fields,
  fieldsOf,
  isFields,
  listOf,
  listOrNone,
  needFields,
  needText,
  objectsOf,
  textOf,
  textsOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { scanFormat } from '../reading/scanFormat';
import { ScanTally } from '../reading/scanTally';
import { severityWord } from '../reading/severityWords';
import { ortComponent, packageOfOrtId } from './ortPackages';

const tool = 'ORT';

const weights: Readonly<Record<string, Severity>> = {
  error: 'high',
  warning: 'medium',
  hint: 'low',
};

/** Names by the numbers that the evaluated model uses for them. */
interface Names {
  packages: ReadonlyMap<string, string>;
  licences: ReadonlyMap<string, string>;
}

const nameIn = (names: ReadonlyMap<string, string>, key: string | undefined) =>
  key === undefined ? undefined : names.get(key) ?? key;

function violationOf(violation: Fields, names: Names): NewFindingRecord {
  const rule = needText(violation, 'rule');
  const id = nameIn(names.packages, textOf(violation, 'pkg'));
  const licence = nameIn(names.licences, textOf(violation, 'license'));
  const word = textOf(violation, 'severity');
  const resolved = listOf(violation, 'resolutions').length > 0;
  return {
    record: 'finding',
    kind: 'licence',
    tool: { name: tool },
    ruleId: rule,
    title: textOf(violation, 'message') ?? rule,
    remediation: textOf(violation, 'how_to_fix'),
    severity: severityWord(word, weights),
    severitySource: word ? 'native' : 'none',
    nativeSeverity: word,
    package: id
      ? { ...packageOfOrtId(id), licences: licence ? [licence] : [] }
      : undefined,
    tags: textsOf(violation, 'license_source'),
    suppressed: resolved
      ? { by: 'policy', reason: 'Resolved in ORT’s configuration' }
      : undefined,
  };
}

function vulnerabilityOf(fields: Fields, id: string): NewFindingRecord {
  const name = needText(fields, 'id');
  const references = objectsOf(fields, 'references');
  const cvss = references.flatMap(
    item => cvssOf(textOf(item, 'vector', 'severity')) ?? [],
  );
  const word = references
    .map(item => textOf(item, 'severity_rating', 'severity'))
    .find(item => item !== undefined && severityWord(item) !== 'unknown');
  return {
    record: 'finding',
    kind: 'dependency',
    tool: { name: tool },
    ruleId: name,
    title: textOf(fields, 'summary') ?? `${name} in ${id}`,
    description: textOf(fields, 'description'),
    ...severityOf(word ? severityWord(word) : undefined, cvss),
    nativeSeverity: word,
    cvss,
    vulnerabilityIds: vulnerabilityNames([name]),
    package: packageOfOrtId(id),
    references: references.flatMap(item => textsOf(item, 'url')),
  };
}

/** What advisors say of packages, by the id of the package. */
function addAdvice(value: unknown, id: string, path: string, tally: ScanTally) {
  const results = Array.isArray(value) ? value : [];
  results.forEach((result: unknown, index) => {
    const fields = isFields(result) ? result : {};
    tally.attempt(`${path}/${index}`, () =>
      listOrNone(fields, 'vulnerabilities').forEach((item, place) =>
        tally.attempt(`${path}/${index}/vulnerabilities/${place}`, () =>
          tally.finding(vulnerabilityOf(needFields(item), id)),
        ),
      ),
    );
  });
}

const namesById = (rest: Fields, list: string): Map<string, string> =>
  new Map(
    objectsOf(rest, list).flatMap(item => {
      const number = textOf(item, '_id');
      const name = textOf(item, 'id');
      return number && name ? [[number, name] as const] : [];
    }),
  );

/** Reads a result of ORT. @throws ReportError */
export async function readOrt(
  body: Pick<ReportBody, 'bytes' | 'maxDepth'>,
  tally: ScanTally,
): Promise<{ tool: string }> {
  const document = await jsonRecords(
    body,
    [
      '/evaluator/violations/*',
      '/rule_violations/*',
      '/analyzer/result/packages/*',
      '/advisor/results/*',
      '/advisor/results/advisor_results/*',
    ],
    {
      drop: [
        '/scanner',
        '/dependency_trees',
        '/analyzer/result/dependency_graphs',
        '/copyrights',
        '/scan_results',
      ],
    },
  );
  const rest = needFields(document.rest);
  if (!('rule_violations' in rest) && !('packages' in rest)) {
    needFields(rest.analyzer ?? rest.repository, '/analyzer');
  }
  const scanned = fieldsOf(rest, 'repository');
  for (const key of ['vcs', 'vcs_processed']) {
    tally.repository(textOf(fieldsOf(scanned, key), 'url'));
  }
  const names: Names = {
    packages: namesById(rest, 'packages'),
    licences: namesById(rest, 'licenses'),
  };
  const addComponent = (value: unknown) => {
    const component = ortComponent(value);
    if (component) tally.component(component);
    else needText(isFields(value) ? value : {}, 'id');
  };
  objectsOf(rest, 'packages').forEach((item, index) =>
    tally.attempt(`/packages/${index}`, () => addComponent(item)),
  );
  for (const record of document.records()) {
    tally.attempt(record.path, () => {
      const value = record.read();
      if (record.pattern <= 1) {
        tally.finding(violationOf(needFields(value), names));
      } else if (record.pattern === 2) {
        addComponent(value);
      } else {
        const id = record.keys.at(-1) ?? '';
        addAdvice(value, id, record.path, tally);
      }
    });
  }
  return { tool };
}

/**
 * Results of the OSS Review Toolkit as JSON: violations of licence rules, what
 * advisors know of packages, the packages; also its evaluated model.
 */
export const ortFormat = scanFormat({
  format: 'ort',
  detect: paths =>
    (paths.has('/repository/vcs') &&
      (paths.has('/analyzer') || paths.has('/repository/vcs_processed'))) ||
    (paths.has('/analyzer/result') && paths.has('/repository')) ||
    (paths.get('/rule_violations') === '[' && paths.has('/packages')) ||
    (paths.has('/packages/*/_id') && paths.has('/scopes')),
  read: readOrt,
});
