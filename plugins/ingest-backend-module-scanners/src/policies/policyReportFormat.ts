import { NewFindingRecord, Severity } from '@quarterdeck/plugin-ingest-common';
import { packageNamed } from '../dependencies/packageNames';
import { namesInTexts } from '../dependencies/vulnerabilityNames';
import { ReportError } from '@quarterdeck/plugin-ingest-node';
import {
  Fields,
  fieldsOf,
  isFields,
  listOf,
  needFields,
  needText,
  objectsOf,
  textOf,
  textsOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { scanFormat } from '../reading/scanFormat';
import { severityWord } from '../reading/severityWords';

const groups = /^(?:wgpolicyk8s\.io|openreports\.io|reports\.kyverno\.io)\//;
const kinds = /^(?:Cluster)?(?:Policy)?Report(?:List)?$/;

/** What a result without a severity of its own weighs. */
const weights: Readonly<Record<string, Severity>> = {
  fail: 'high',
  warn: 'low',
};

/** `Deployment/shop/web`: kind, namespace, name. */
function resourceName(resource: Fields | undefined): string | undefined {
  const parts = ['kind', 'namespace', 'name'].flatMap(
    key => textOf(resource, key) ?? [],
  );
  return parts.length > 0 ? parts.join('/') : undefined;
}

/** A result that names a vulnerability in a package, as image scanners write them. */
function packageOf(properties: Fields | undefined) {
  const name = textOf(properties, 'pkgName', 'packageName', 'package');
  if (!name) return undefined;
  const installed = textOf(properties, 'installedVersion', 'version');
  const purl = textOf(properties, 'purl', 'pkgPURL');
  return {
    ...packageNamed(undefined, name, installed),
    ...(purl ? { purl } : {}),
    fixedVersions: textsOf(properties, 'fixedVersion'),
  };
}

function findingOf(
  result: Fields,
  resource: string | undefined,
  weight: Severity,
): NewFindingRecord {
  const policy = needText(result, 'policy');
  const rule = textOf(result, 'rule');
  const properties = fieldsOf(result, 'properties');
  const word = textOf(result, 'severity') ?? textOf(properties, 'severity');
  const own = severityWord(word);
  const names = namesInTexts(policy, rule);
  const found = packageOf(properties);
  const source = textOf(result, 'source');
  const message =
    textOf(result, 'message', 'description') ?? textOf(properties, 'title');
  const ruleId = rule && rule !== policy ? `${policy}/${rule}` : policy;
  return {
    record: 'finding',
    kind: found && names.length > 0 ? 'container' : 'policy',
    tool: { name: source ?? 'PolicyReport' },
    ruleId,
    title: message?.split('\n', 1)[0] ?? ruleId,
    description: message,
    // An own word that says `unknown` stays unknown; none at all is weighed.
    severity: word === undefined ? weight : own,
    severitySource: word === undefined ? 'rule' : 'native',
    nativeSeverity: word,
    vulnerabilityIds: names,
    package: found,
    target: found ? textOf(properties, 'image', 'imageName') : undefined,
    locations: resource ? [{ name: resource }] : [],
    references: [
      ...textsOf(properties, 'primaryURL'),
      ...textsOf(properties, 'url'),
    ],
    tags: textsOf(result, 'category'),
  };
}

/**
 * Reports of policies in a cluster: PolicyReport (Kyverno and others) and its
 * successor OpenReports, one or a list. A rule that could not be evaluated makes
 * the report incomplete.
 */
export const policyReportFormat = scanFormat({
  format: 'policy-report',
  detect: paths => {
    const isOne = (at: string) =>
      groups.test(paths.get(`${at}/apiVersion`) ?? '') &&
      kinds.test(paths.get(`${at}/kind`) ?? '');
    return isOne('') || isOne('/items/*') || isOne('/*');
  },
  async read(body, tally) {
    const document = await jsonRecords(body, [
      '/results/*',
      '/items/*/results/*',
      '/*/results/*',
    ]);
    const { rest } = document;
    const all = Array.isArray(rest) ? rest : listOf(needFields(rest), 'items');
    const reports = Array.isArray(rest) || all.length > 0 ? all : [rest];
    reports.forEach((report, index) => {
      const at = report === rest ? '' : `/${index}`;
      const kind = needText(needFields(report, at), 'kind', at);
      if (kind !== 'List' && !kinds.test(kind)) {
        throw new ReportError('It is no report of policies.', `${at}/kind`);
      }
    });
    const tools = new Set<string>();
    for (const record of document.records()) {
      tally.attempt(record.path, () => {
        const [place, index] = record.keys;
        const at = place === 'items' ? index : place;
        const report = place === 'results' ? rest : all[Number(at)];
        const result = needFields(record.read());
        const word = (
          textOf(result, 'result') ??
          textOf(result, 'status') ??
          ''
        )
          .trim()
          .toLowerCase();
        textsOf(result, 'source').forEach(source => tools.add(source));
        if (word === 'error') {
          tally.partial(
            `The policy ${
              textOf(result, 'policy') ?? '?'
            } could not be evaluated: ${
              textOf(result, 'message') ?? 'no reason given'
            }`,
          );
        }
        if (!Object.hasOwn(weights, word)) {
          if (!['pass', 'skip', 'error'].includes(word)) {
            needText({}, 'result');
          }
          return;
        }
        const named = [
          ...objectsOf(result, 'resources'),
          ...objectsOf(result, 'subjects'),
        ].flatMap(resource => resourceName(resource) ?? []);
        const scope = isFields(report) ? fieldsOf(report, 'scope') : undefined;
        const resources = named.length > 0 ? named : [resourceName(scope)];
        for (const resource of resources) {
          tally.finding(findingOf(result, resource, weights[word]));
        }
      });
    }
    const [tool] = tools;
    return { tool };
  },
});
