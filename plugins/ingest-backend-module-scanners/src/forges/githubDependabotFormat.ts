import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { ReportBody, ReportError } from '@quarterdeck/plugin-ingest-node';
import { cwesIn } from '../reading/cwesIn';
import { cvssOf, severityOf } from '../reading/cvssSeverity';
import {
  Fields,
  fieldsOf,
  flagOf,
  isFields,
  needFields,
  needText,
  numberOf,
  objectsOf,
  textOf,
  timeOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { ScanTally } from '../reading/scanTally';
import { severityWord } from '../reading/severityWords';
import { wholeJson } from '../reading/wholeJson';
import { vulnerabilityIdsIn } from '../reading/vulnerabilityIdsIn';
import { alertState, hasKeys, readAlerts, said } from './githubAlerts';

const tool = { name: 'Dependabot' };

/** One way to say it for REST and GraphQL. */
function advisoryOf(advisory: Fields, at: string) {
  const identifiers = objectsOf(advisory, 'identifiers').map(id =>
    needText(id, 'value', `${at}/identifiers`),
  );
  const scores = [
    fieldsOf(advisory, 'cvss'),
    fieldsOf(fieldsOf(advisory, 'cvss_severities'), 'cvss_v3'),
    fieldsOf(fieldsOf(advisory, 'cvss_severities'), 'cvss_v4'),
  ];
  const cwes = Array.isArray(advisory.cwes)
    ? objectsOf(advisory, 'cwes')
    : objectsOf(fieldsOf(advisory, 'cwes'), 'nodes');
  const cvss = scores.flatMap(
    score =>
      cvssOf(said(score, 'vector_string', 'vectorString'), {
        score: numberOf(score, 'score') || undefined,
      }) ?? [],
  );
  const names = vulnerabilityIdsIn(
    said(advisory, 'cve_id'),
    said(advisory, 'ghsa_id', 'ghsaId'),
    ...identifiers,
  );
  const epss = fieldsOf(advisory, 'epss');
  const likelihood = numberOf(epss, 'percentage');
  const unique = new Map(cvss.map(item => [item.vector, item]));
  return {
    // Names of other makes are kept as they are.
    ids: names.length > 0 ? names : identifiers,
    cvss: [...unique.values()],
    cwes: cwesIn(...cwes.map(cwe => textOf(cwe, 'cwe_id', 'cweId'))),
    epss:
      likelihood === undefined
        ? undefined
        : { score: likelihood, percentile: numberOf(epss, 'percentile') },
    references: objectsOf(advisory, 'references').flatMap(
      link => textOf(link, 'url') ?? [],
    ),
  };
}

function findingOf(alert: Fields): NewFindingRecord {
  const isRest = 'security_advisory' in alert;
  const at = isRest ? '/security_advisory' : '/securityVulnerability';
  const vulnerability = isRest
    ? fieldsOf(alert, 'security_vulnerability')
    : needFields(alert.securityVulnerability, at);
  const advisory = isRest
    ? needFields(alert.security_advisory, at)
    : needFields(vulnerability?.advisory, `${at}/advisory`);
  const dependency = fieldsOf(alert, 'dependency');
  const item =
    fieldsOf(vulnerability, 'package') ?? fieldsOf(dependency, 'package');
  const name = needText(
    needFields(item, `${at}/package`),
    'name',
    `${at}/package`,
  );
  const { ids, cvss, ...about } = advisoryOf(advisory, at);
  const native = said(vulnerability, 'severity') ?? said(advisory, 'severity');
  const manifest = relativePath(
    said(dependency, 'manifest_path') ??
      said(alert, 'vulnerableManifestPath', 'vulnerableManifestFilename'),
  );
  const patched =
    fieldsOf(vulnerability, 'first_patched_version') ??
    fieldsOf(vulnerability, 'firstPatchedVersion');
  const fixed = textOf(patched, 'identifier');
  const relation = said(dependency, 'relationship');
  const state = isRest || 'state' in alert ? alertState(alert) : {};
  const dismissed = said(alert, 'dismissedAt', 'dismissed_at');
  return {
    record: 'finding',
    kind: 'dependency',
    tool,
    ruleId: ids[0] ?? needText(advisory, 'summary', at),
    title: textOf(advisory, 'summary') ?? `${ids[0]} in ${name}`,
    description: textOf(advisory, 'description'),
    ...severityOf(
      native === undefined ? undefined : severityWord(native),
      cvss,
    ),
    nativeSeverity: native,
    cvss,
    ...about,
    vulnerabilityIds: ids,
    package: {
      name,
      version: said(alert, 'vulnerableRequirements')?.replace(/^=\s*/, ''),
      ecosystem: textOf(item, 'ecosystem')?.toLowerCase(),
      fixedVersions: fixed ? [fixed] : [],
      ...(relation ? { direct: relation === 'direct' } : {}),
      ...(said(dependency, 'scope') === 'development'
        ? { development: true }
        : {}),
    },
    target: manifest,
    locations: manifest ? [{ path: manifest }] : [],
    ...(dismissed && !state.suppressed && !state.state
      ? {
          suppressed: {
            by: 'tool' as const,
            reason: said(alert, 'dismissReason'),
          },
        }
      : state),
    foundAt: timeOf(alert, 'created_at', 'createdAt'),
    url: textOf(alert, 'html_url'),
  };
}

const deepest = 8;

/** Alerts of a GraphQL answer, wherever its query asked for them. */
function readAnswer(
  value: unknown,
  at: string,
  tally: ScanTally,
  depth = 0,
): boolean {
  if (depth > deepest) return false;
  if (Array.isArray(value)) {
    return value
      .map((item: unknown, index) =>
        readAnswer(item, `${at}/${index}`, tally, depth + 1),
      )
      .includes(true);
  }
  if (!isFields(value)) return false;
  const alerts = fieldsOf(value, 'vulnerabilityAlerts');
  if (!alerts) {
    return Object.entries(value)
      .map(([key, inner]) =>
        readAnswer(inner, `${at}/${key}`, tally, depth + 1),
      )
      .includes(true);
  }
  objectsOf(alerts, 'nodes').forEach((alert, index) =>
    tally.attempt(`${at}/vulnerabilityAlerts/nodes/${index}`, () =>
      tally.finding(findingOf(alert)),
    ),
  );
  if (flagOf(fieldsOf(alerts, 'pageInfo'), 'hasNextPage')) {
    tally.partial('The answer holds the first page of the alerts only.');
  }
  return true;
}

/** Whether it is the answer to a query; lists one after the other are none. */
async function isGraphqlAnswer(
  body: Pick<ReportBody, 'bytes' | 'maxDepth'>,
): Promise<boolean> {
  const { records } = await jsonRecords(body, [], { documents: true });
  for (const first of records()) {
    try {
      const value = first.read();
      return (
        isFields(value) &&
        ['data', 'errors', 'extensions'].some(key => key in value)
      );
    } catch (error) {
      if (error instanceof ReportError) return false;
      throw error;
    }
  }
  return false;
}

/** Alerts of Dependabot: REST, webhook and GraphQL. */
export const githubDependabotFormat = scanFormat({
  format: 'github-dependabot',
  detect: (paths, { text }) =>
    hasKeys(paths, 'security_advisory', 'dependency') ||
    hasKeys(paths, 'security_vulnerability') ||
    (paths.has('/data') && text.includes('"vulnerabilityAlerts"')),
  async read(body, tally) {
    const pieces: Buffer[] = [];
    for await (const piece of body.bytes()) pieces.push(piece);
    const again = async function* again() {
      yield* pieces;
    };
    const isAnswer = await isGraphqlAnswer({
      maxDepth: body.maxDepth,
      bytes: again,
    });
    if (!isAnswer) {
      await readAlerts({ ...body, bytes: again }, tally, findingOf);
      return { tool: tool.name };
    }
    const value = await wholeJson({ maxDepth: body.maxDepth, bytes: again });
    if (objectsOf(value, 'errors').length > 0) {
      tally.failed('GitHub answered the query with errors.');
    }
    if (!readAnswer(value.data, '/data', tally)) {
      throw new ReportError(
        'The answer holds no vulnerabilityAlerts.',
        '/data',
      );
    }
    return { tool: tool.name };
  },
});
