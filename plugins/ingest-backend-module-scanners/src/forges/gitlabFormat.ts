import { NewFindingRecord, ScanKind } from '@quarterdeck/plugin-ingest-common';
import { cwesIn } from '../reading/cwesIn';
import { cvssOf, severityOf } from '../reading/cvssSeverity';
import {
  Fields,
  fieldsOf,
  lineOf,
  needFields,
  needList,
  objectsOf,
  RecordError,
  textOf,
  textsOf,
  timeOf,
} from '../reading/fields';
import { imageName } from '../reading/imageName';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { ScanTally } from '../reading/scanTally';
import { severityWord } from '../reading/severityWords';
import { vulnerabilityIdsIn } from '../reading/vulnerabilityIdsIn';
import { isRedacted } from '../secrets/redacted';

const kinds: Readonly<Record<string, ScanKind>> = {
  sast: 'sast',
  dependency_scanning: 'dependency',
  container_scanning: 'container',
  cluster_image_scanning: 'container',
  container_scanning_for_registry: 'container',
  secret_detection: 'secret',
  dast: 'dast',
  api_security: 'dast',
  coverage_fuzzing: 'fuzzing',
  api_fuzzing: 'fuzzing',
};

/** By the report, else by the record (version 14), else by where it stands. */
function kindOf(
  scanType: string | undefined,
  item: Fields,
  scanner: string,
): ScanKind {
  const told = scanType ?? textOf(item, 'category') ?? '';
  if (told === 'sast' && /^kics$/i.test(scanner)) return 'iac';
  if (Object.hasOwn(kinds, told)) return kinds[told];
  const place = fieldsOf(item, 'location');
  if (fieldsOf(place, 'dependency')) {
    return textOf(place, 'image') ? 'container' : 'dependency';
  }
  return textOf(place, 'hostname') ? 'dast' : 'sast';
}

type Place = NonNullable<NewFindingRecord['locations']>[number];

function placeOf(item: Fields): Place {
  const place = fieldsOf(item, 'location');
  const host = textOf(place, 'hostname');
  const startLine = lineOf(place, 'start_line');
  return {
    path: relativePath(textOf(place, 'file')),
    startLine,
    endLine: lineOf(place, 'end_line') ?? startLine,
    name:
      [textOf(place, 'class'), textOf(place, 'method')]
        .filter(part => part !== undefined && host === undefined)
        .join('.') || textOf(fieldsOf(place, 'kubernetes_resource'), 'name'),
    method: host === undefined ? undefined : textOf(place, 'method'),
    url: host === undefined ? undefined : host + (textOf(place, 'path') ?? ''),
    parameter: textOf(place, 'param'),
  };
}

function packageOf(item: Fields): NewFindingRecord['package'] {
  const dependency = fieldsOf(fieldsOf(item, 'location'), 'dependency');
  const name = textOf(fieldsOf(dependency, 'package'), 'name');
  if (name === undefined) return undefined;
  return {
    name,
    version: textOf(dependency, 'version'),
    ...(dependency && 'direct' in dependency
      ? { direct: dependency.direct === true }
      : {}),
  };
}

/** `scope_offset` and the like: they survive lines that move. */
function fingerprintsOf(item: Fields): Record<string, string> {
  const id = textOf(item, 'id');
  const signatures = objectsOf(fieldsOf(item, 'tracking'), 'items').flatMap(
    part =>
      objectsOf(part, 'signatures').flatMap(signature => {
        const name = textOf(signature, 'algorithm');
        const value = textOf(signature, 'value');
        return name !== undefined && value !== undefined ? [[name, value]] : [];
      }),
  );
  return Object.fromEntries([...(id ? [['id', id]] : []), ...signatures]);
}

function secretOf(item: Fields): NewFindingRecord['secret'] {
  const value = textOf(item, 'raw_source_code_extract');
  const commit = fieldsOf(fieldsOf(item, 'location'), 'commit');
  return {
    ...(value !== undefined && !isRedacted(value) ? { value } : {}),
    commit: textOf(commit, 'sha'),
  };
}

interface Scan {
  type?: string;
  scanner: { name: string; version?: string };
}

function findingOf(item: Fields, scan: Scan): NewFindingRecord {
  const identifiers = objectsOf(item, 'identifiers');
  const [primary] = identifiers;
  const title = textOf(item, 'name', 'message', 'title', 'description');
  const ruleId =
    textOf(primary, 'value', 'name') ?? textOf(item, 'cve') ?? title;
  if (ruleId === undefined) {
    throw new RecordError(
      'It has no identifier, name or message.',
      '/identifiers',
    );
  }
  const own = fieldsOf(item, 'scanner');
  const name = scan.scanner.name || textOf(own, 'name', 'id') || 'GitLab';
  const kind = kindOf(scan.type, item, name);
  const native = textOf(item, 'severity');
  const cvss = objectsOf(item, 'cvss_vectors').flatMap(
    vector =>
      cvssOf(textOf(vector, 'vector'), { source: textOf(vector, 'vendor') }) ??
      [],
  );
  const place = fieldsOf(item, 'location');
  return {
    record: 'finding',
    kind,
    tool: { name, version: scan.scanner.version },
    ruleId,
    ruleName: textOf(primary, 'name'),
    title: (title ?? ruleId).split('\n', 1)[0],
    description: textOf(item, 'description', 'message'),
    remediation: textOf(item, 'solution'),
    ...severityOf(
      native === undefined ? undefined : severityWord(native),
      cvss,
    ),
    nativeSeverity: native,
    confidence: textOf(item, 'confidence')?.toLowerCase(),
    cvss,
    cwes: cwesIn(
      ...identifiers.flatMap(id =>
        textOf(id, 'type') === 'cwe'
          ? [`CWE-${(textOf(id, 'value') ?? '').replace(/^CWE-/i, '')}`]
          : [],
      ),
    ),
    vulnerabilityIds: vulnerabilityIdsIn(
      ...identifiers.flatMap(id => [textOf(id, 'name'), textOf(id, 'value')]),
    ),
    package: packageOf(item),
    target:
      imageName(textOf(place, 'image')) ??
      (kind === 'dependency' ? relativePath(textOf(place, 'file')) : undefined),
    locations: [placeOf(item)],
    references: [
      ...objectsOf(item, 'links').map(link => textOf(link, 'url')),
      ...identifiers.map(id => textOf(id, 'url')),
    ].filter(link => link !== undefined),
    tags: objectsOf(item, 'flags').flatMap(flag => textsOf(flag, 'type')),
    fingerprints: fingerprintsOf(item),
    secret: kind === 'secret' ? secretOf(item) : undefined,
    foundAt: timeOf(item, 'discovered_at'),
  };
}

function noteEnd(scan: Fields | undefined, tally: ScanTally): void {
  const messages = objectsOf(scan, 'messages');
  const bad = messages.find(({ level }) => level === 'fatal');
  const why = textOf(bad, 'value');
  const status = textOf(scan, 'status');
  if (status !== undefined && status !== 'success') {
    tally.failed(
      `GitLab says that the scan is a ${status}${why ? `: ${why}` : '.'}`,
    );
  } else if (bad) {
    tally.partial(why ?? 'The scan tells of a fatal error.');
  }
}

/** GitLab's security reports, every type, schema 2, 3, 14 and 15. */
export const gitlabFormat = scanFormat({
  format: 'gitlab',
  detect: paths =>
    paths.get('/vulnerabilities') === '[' &&
    !paths.has('/bomFormat') &&
    !paths.has('/document') &&
    (paths.has('/scan/type') ||
      paths.has('/scan/scanner') ||
      paths.has('/remediations') ||
      paths.has('/dependency_files') ||
      paths.get('/vulnerabilities/*/identifiers') === '[' ||
      /gitlab/i.test(paths.get('/schema') ?? '')),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, ['/vulnerabilities/*'], {
      drop: ['/remediations', '/dependency_files', '/scan/scanned_resources'],
    });
    const report = needFields(rest);
    needList(report, 'vulnerabilities');
    const part = fieldsOf(report, 'scan');
    noteEnd(part, tally);
    const scanner = fieldsOf(part, 'scanner');
    const scan: Scan = {
      type: textOf(part, 'type'),
      scanner: {
        name: textOf(scanner, 'name', 'id') ?? '',
        version: textOf(scanner, 'version'),
      },
    };
    const tools = new Set(scan.scanner.name ? [scan.scanner.name] : []);
    for (const record of records()) {
      tally.attempt(record, () => {
        const finding = findingOf(needFields(record.read()), scan);
        tools.add(finding.tool.name);
        if (finding.kind === 'container') tally.image(finding.target);
        tally.finding(finding);
      });
    }
    return { tool: [...tools][0] };
  },
});
