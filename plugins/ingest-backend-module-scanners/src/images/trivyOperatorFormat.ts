import { NewFindingRecord, ScanKind } from '@quarterdeck/plugin-ingest-common';
import { ReportError } from '@quarterdeck/plugin-ingest-node';
import {
  Fields,
  fieldsOf,
  flagOf,
  isFields,
  needText,
  numberOf,
  objectsOf,
  textOf,
  textsOf,
} from '../reading/fields';
import { cvssScore, severityOf } from '../reading/cvssSeverity';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { ScanTally } from '../reading/scanTally';
import { severityWord } from '../reading/severityWords';
import { vulnerabilityIdsIn } from '../reading/vulnerabilityIdsIn';
import { isRedacted } from '../secrets/redacted';

const isOurs = (version: string | undefined) =>
  /^aquasecurity\.github\.io\//.test(version ?? '');

/** What the findings of one custom resource share. */
type Shared = Pick<NewFindingRecord, 'tool' | 'target'> & { resource?: string };

function sharedOf(item: Fields, report: Fields | undefined): Shared {
  const metadata = fieldsOf(item, 'metadata');
  const labels = fieldsOf(metadata, 'labels');
  const label = (name: string) =>
    textOf(labels, `trivy-operator.resource.${name}`);
  const artifact = fieldsOf(report, 'artifact');
  const scanner = fieldsOf(report, 'scanner');
  return {
    tool: {
      name: 'Trivy Operator',
      version: textOf(scanner, 'version'),
    },
    target: textOf(artifact, 'repository'),
    resource:
      [
        label('namespace'),
        label('kind'),
        label('name') ?? textOf(metadata, 'name'),
      ]
        .filter(Boolean)
        .join('/') || undefined,
  };
}

const inImage = (path: string | undefined) =>
  relativePath(path, undefined, { inImage: true });

function vulnerability(item: Fields, shared: Shared): NewFindingRecord {
  const id = needText(item, 'vulnerabilityID');
  const name = needText(item, 'resource');
  const native = textOf(item, 'severity');
  const score = cvssScore('3.1', numberOf(item, 'score'));
  const cvss = score ? [score] : [];
  const purl = textOf(item, 'packagePURL');
  const fixed = textOf(item, 'fixedVersion');
  return {
    record: 'finding',
    kind: 'container',
    tool: shared.tool,
    ruleId: id,
    title: textOf(item, 'title') ?? `${id} in ${name}`,
    description: textOf(item, 'description'),
    ...severityOf(severityWord(native), cvss),
    nativeSeverity: native,
    cvss,
    vulnerabilityIds: vulnerabilityIdsIn(id),
    package: {
      name,
      version: textOf(item, 'installedVersion'),
      ecosystem: textOf(item, 'packageType'),
      ...(purl ? { purl } : {}),
      fixedVersions: fixed ? fixed.split(/,\s*/) : [],
    },
    target: shared.target,
    locations: [
      {
        path: inImage(textOf(item, 'packagePath', 'target')),
        name: shared.resource,
      },
    ],
    references: [...textsOf(item, 'primaryLink'), ...textsOf(item, 'links')],
  };
}

function check(
  item: Fields,
  shared: Shared,
  fallback?: string,
): NewFindingRecord | undefined {
  if (flagOf(item, 'success') === true) return undefined;
  const title = textOf(item, 'title');
  const ruleId = textOf(item, 'checkID') ?? title ?? needText(item, 'checkID');
  const native = textOf(item, 'severity') ?? fallback;
  return {
    record: 'finding',
    kind: 'iac',
    tool: shared.tool,
    ruleId,
    title: title ?? ruleId,
    description: [...textsOf(item, 'messages'), textOf(item, 'description')]
      .filter(Boolean)
      .join('\n\n'),
    remediation: textOf(item, 'remediation'),
    severity: severityWord(native),
    severitySource: 'native',
    nativeSeverity: native,
    locations: [{ name: shared.resource ?? textOf(item, 'target') }],
    tags: [textOf(item, 'category')].filter(tag => tag !== undefined),
  };
}

function secret(item: Fields, shared: Shared): NewFindingRecord {
  const ruleId = needText(item, 'ruleID');
  const native = textOf(item, 'severity');
  const match = textOf(item, 'match');
  const kind: ScanKind = 'secret';
  return {
    record: 'finding',
    kind,
    tool: shared.tool,
    ruleId,
    ruleName: textOf(item, 'category'),
    title: textOf(item, 'title') ?? ruleId,
    severity: severityWord(native),
    severitySource: 'native',
    nativeSeverity: native,
    target: shared.target,
    locations: [
      {
        path: inImage(textOf(item, 'target')),
        name: shared.resource,
        snippet: match !== undefined && isRedacted(match) ? match : undefined,
      },
    ],
    secret: {},
  };
}

function readResource(item: Fields, at: string, tally: ScanTally): void {
  const report = fieldsOf(item, 'report');
  const isResource =
    report !== undefined ||
    isFields(item.status) ||
    isOurs(textOf(item, 'apiVersion'));
  if (!isResource) {
    tally.reject(at || '/', 'It is no resource of the Trivy operator.');
    return;
  }
  const shared = sharedOf(item, report);
  tally.image(
    [textOf(fieldsOf(report, 'registry'), 'server'), shared.target]
      .filter(Boolean)
      .join('/') || undefined,
  );
  const read = (
    from: Fields | undefined,
    key: string,
    path: string,
    of: (record: Fields) => NewFindingRecord | undefined,
  ) =>
    objectsOf(from, key).forEach((record, index) =>
      tally.attempt(`${path}/${key}/${index}`, () => {
        const finding = of(record);
        if (finding) tally.finding(finding);
      }),
    );
  read(report, 'vulnerabilities', `${at}/report`, one =>
    vulnerability(one, shared),
  );
  read(report, 'checks', `${at}/report`, one => check(one, shared));
  read(report, 'secrets', `${at}/report`, one => secret(one, shared));
  const detail = fieldsOf(fieldsOf(item, 'status'), 'detailReport');
  objectsOf(detail, 'results').forEach((result, index) =>
    read(result, 'checks', `${at}/status/detailReport/results/${index}`, one =>
      check(
        one,
        { ...shared, resource: textOf(one, 'target') },
        textOf(result, 'severity'),
      ),
    ),
  );
}

const byKind = /^[a-z]+\.aquasecurity\.github\.io$/;

/** Custom resources of the Trivy operator: one, a list of kubectl, or lists by kind. */
export const trivyOperatorFormat = scanFormat({
  format: 'trivy-operator',
  detect: paths =>
    isOurs(paths.get('/apiVersion')) ||
    isOurs(paths.get('/items/*/apiVersion')) ||
    isOurs(paths.get('/*/apiVersion')) ||
    [...paths.keys()].some(path => byKind.test(path.slice(1))),
  async read(body, tally) {
    const { rest: value } = await jsonRecords(body, []);
    if (Array.isArray(value)) {
      value.forEach((item: unknown, index) => {
        if (isFields(item)) readResource(item, `/${index}`, tally);
        else tally.reject(`/${index}`, 'It must be an object.');
      });
    } else if (
      isFields(value) &&
      (isFields(value.report) || isFields(value.status))
    ) {
      readResource(value, '', tally);
    } else if (isFields(value) && Array.isArray(value.items)) {
      objectsOf(value, 'items').forEach((item, index) =>
        readResource(item, `/items/${index}`, tally),
      );
    } else if (
      isFields(value) &&
      Object.keys(value).some(kind => byKind.test(kind))
    ) {
      for (const kind of Object.keys(value)) {
        objectsOf(value, kind).forEach((item, index) =>
          readResource(item, `/${kind}/${index}`, tally),
        );
      }
    } else {
      throw new ReportError('It is no resource of the Trivy operator.');
    }
    return { tool: 'Trivy Operator' };
  },
});
