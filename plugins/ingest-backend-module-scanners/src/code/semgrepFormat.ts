import { ReportError } from '@quarterdeck/plugin-ingest-node';
import {
  NewFindingRecord,
  ScanKind,
  Severity,
} from '@quarterdeck/plugin-ingest-common';
import {
  Fields,
  fieldsOf,
  flagOf,
  isFields,
  lineOf,
  listOf,
  needFields,
  needList,
  needText,
  objectsOf,
  textOf,
  textsOf,
} from '../reading/fields';
import { cwesIn } from '../reading/cwesIn';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { ScanTally } from '../reading/scanTally';
import { severityWord } from '../reading/severityWords';
import { vulnerabilityIdsIn } from '../reading/vulnerabilityIdsIn';

const own: Readonly<Record<string, Severity>> = {
  error: 'high',
  warning: 'medium',
  info: 'low',
  inventory: 'info',
  experiment: 'info',
};

/** What stands in for values that the free edition does not tell. */
const withheld = 'requires login';

const told = (from: Fields | undefined, key: string) => {
  const text = textOf(from, key);
  return text === withheld ? undefined : text;
};

const inQuality = new Set([
  'correctness',
  'best-practice',
  'maintainability',
  'performance',
  'portability',
  'compatibility',
]);

function kindOf(extra: Fields | undefined, checkId: string): ScanKind {
  if (isFields(extra?.sca_info)) return 'dependency';
  if (/(?:^|\.)secrets?\./.test(checkId)) return 'secret';
  const category = textOf(fieldsOf(extra, 'metadata'), 'category');
  return category !== undefined && inQuality.has(category) ? 'quality' : 'sast';
}

type Place = NonNullable<NewFindingRecord['locations']>[number];

const placeOf = (from: Fields | undefined): Place => ({
  path: relativePath(textOf(from, 'path')),
  startLine: lineOf(fieldsOf(from, 'start'), 'line'),
  endLine: lineOf(fieldsOf(from, 'end'), 'line'),
  startColumn: lineOf(fieldsOf(from, 'start'), 'col'),
  endColumn: lineOf(fieldsOf(from, 'end'), 'col'),
});

/** `["CliLoc", [{path, start, end}, "text"]]`, or calls around one. */
function traceEnd(value: unknown): Place[] {
  if (!Array.isArray(value)) return [];
  const [kind, inner]: readonly unknown[] = value;
  if (kind === 'CliLoc' && Array.isArray(inner) && isFields(inner[0])) {
    const snippet: unknown = inner[1];
    return [
      {
        ...placeOf(inner[0]),
        snippet: typeof snippet === 'string' ? snippet : undefined,
      },
    ];
  }
  return kind === 'CliCall' && Array.isArray(inner) ? traceEnd(inner[2]) : [];
}

function flowOf(extra: Fields | undefined): Place[] {
  const trace = fieldsOf(extra, 'dataflow_trace');
  if (!trace) return [];
  return [
    ...traceEnd(trace.taint_source),
    ...objectsOf(trace, 'intermediate_vars').map(step => ({
      ...placeOf(fieldsOf(step, 'location')),
      snippet: textOf(step, 'content'),
    })),
    ...traceEnd(trace.taint_sink),
  ];
}

function secretOf(extra: Fields | undefined): NewFindingRecord['secret'] {
  const variables = fieldsOf(extra, 'metavars');
  for (const name of ['$SECRET', '$TOKEN', '$KEY', '$1']) {
    const value = textOf(fieldsOf(variables, name), 'abstract_content');
    if (value !== undefined) return { value };
  }
  return {};
}

function packageOf(extra: Fields | undefined): NewFindingRecord['package'] {
  const found = fieldsOf(
    fieldsOf(fieldsOf(extra, 'sca_info'), 'dependency_match'),
    'found_dependency',
  );
  const name = textOf(found, 'package');
  return name === undefined
    ? undefined
    : {
        name,
        version: textOf(found, 'version'),
        ecosystem: textOf(found, 'ecosystem'),
        direct: textOf(found, 'transitivity') === 'direct',
      };
}

function findingOf(
  item: Fields,
  version: string | undefined,
): NewFindingRecord {
  const ruleId = needText(item, 'check_id');
  needText(item, 'path');
  const extra = fieldsOf(item, 'extra');
  const metadata = fieldsOf(extra, 'metadata');
  const kind = kindOf(extra, ruleId);
  const native = textOf(extra, 'severity');
  const print = told(extra, 'fingerprint');
  const message = textOf(extra, 'message');
  const secret = kind === 'secret' ? secretOf(extra) : undefined;
  const fix = textOf(extra, 'fix');
  return {
    record: 'finding',
    kind,
    tool: { name: 'Semgrep', version },
    ruleId,
    title: message?.split('\n', 1)[0] ?? ruleId,
    description: message,
    remediation: fix === undefined ? undefined : `Replace by:\n${fix}`,
    severity: severityWord(native, own),
    severitySource: 'native',
    nativeSeverity: native,
    confidence: textOf(metadata, 'confidence')?.toLowerCase(),
    cwes: cwesIn(...textsOf(metadata, 'cwe')),
    vulnerabilityIds: vulnerabilityIdsIn(
      textOf(metadata, 'sca-vuln-database-identifier', 'ghsa', 'cve'),
    ),
    package: packageOf(extra),
    locations: [
      {
        ...placeOf(item),
        // The line of a secret whose value is not told may not be shown.
        snippet:
          secret && secret.value === undefined
            ? undefined
            : told(extra, 'lines'),
      },
    ],
    flow: flowOf(extra),
    references: [
      ...textsOf(metadata, 'references'),
      ...textsOf(metadata, 'source'),
    ],
    tags: [
      ...textsOf(metadata, 'owasp'),
      ...textsOf(metadata, 'vulnerability_class'),
    ],
    fingerprints: print ? { fingerprint: print } : {},
    suppressed: flagOf(extra, 'is_ignored') ? { by: 'source' } : undefined,
    secret,
  };
}

function noteErrors(report: Fields, tally: ScanTally): void {
  const bad = objectsOf(report, 'errors').find(
    error => textOf(error, 'level') === 'error',
  );
  if (!bad) return;
  const path = relativePath(textOf(bad, 'path'));
  tally.partial(
    `Semgrep tells of ${listOf(report, 'errors').length} errors: ${
      textOf(bad, 'type') ?? 'error'
    }${path ? ` in ${path}` : ''}.`,
  );
}

/** Semgrep, `--json`. Two results that say the same are one that occurs twice. */
export const semgrepFormat = scanFormat({
  format: 'semgrep',
  detect: paths =>
    paths.has('/results/*/check_id') ||
    (paths.get('/results') === '[' &&
      ((paths.size === 3 && paths.get('/errors') === '[') ||
        paths.has('/paths/scanned') ||
        paths.has('/skipped_rules') ||
        paths.has('/interfile_languages_used'))),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, ['/results/*'], {
      drop: ['/paths/skipped', '/time', '/explanations'],
    });
    const report = needFields(rest);
    needList(report, 'results');
    if ('metrics' in report || 'generated_at' in report) {
      throw new ReportError('Semgrep writes no metrics: this is of another.');
    }
    noteErrors(report, tally);
    const { scanned } = fieldsOf(report, 'paths') ?? {};
    if (Array.isArray(scanned)) tally.looked(scanned.length);
    const version = textOf(report, 'version');
    const found = new Map<string, NewFindingRecord>();
    for (const record of records()) {
      tally.attempt(record, () => {
        const finding = findingOf(needFields(record.read()), version);
        const [place] = finding.locations ?? [];
        const key = JSON.stringify([finding.ruleId, place, finding.title]);
        const same = found.get(key);
        if (same) same.occurrences = (same.occurrences ?? 1) + 1;
        else found.set(key, finding);
      });
    }
    for (const finding of found.values()) tally.finding(finding);
    return { tool: 'Semgrep' };
  },
});
