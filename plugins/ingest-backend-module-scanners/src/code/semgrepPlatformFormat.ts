import { ReportError } from '@quarterdeck/plugin-ingest-node';
import { NewFindingRecord, ScanKind } from '@quarterdeck/plugin-ingest-common';
import { cwesIn } from '../reading/cwesIn';
import {
  Fields,
  fieldsOf,
  isFields,
  lineOf,
  needFields,
  needText,
  textOf,
  textsOf,
  timeOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { severityWord } from '../reading/severityWords';
import { vulnerabilityIdsIn } from '../reading/vulnerabilityIdsIn';

const gone = new Set(['fixed', 'removed']);

/** What people or the platform decided: no longer there, or put aside. */
function stateOf(item: Fields): Pick<NewFindingRecord, 'state' | 'suppressed'> {
  const words = [
    textOf(item, 'state'),
    textOf(item, 'status'),
    textOf(item, 'triage_state'),
  ].map(word => word?.toLowerCase());
  if (words.some(word => word !== undefined && gone.has(word))) {
    return { state: 'fixed' };
  }
  if (!words.some(word => word === 'ignored' || word === 'muted')) return {};
  const reason = [textOf(item, 'triage_reason'), textOf(item, 'triage_comment')]
    .filter(Boolean)
    .join(': ');
  return { suppressed: { by: 'tool', reason: reason || undefined } };
}

function kindOf(item: Fields, rule: Fields | undefined): ScanKind {
  if (fieldsOf(item, 'found_dependency')) return 'dependency';
  const checkId = textOf(item, 'rule_name') ?? '';
  if ('validation_state' in item || /(?:^|\.)secrets?\./.test(checkId)) {
    return 'secret';
  }
  const category = textOf(rule, 'category');
  return category === undefined || category === 'security' ? 'sast' : 'quality';
}

function findingOf(item: Fields): NewFindingRecord {
  const rule = fieldsOf(item, 'rule');
  const ruleId =
    textOf(item, 'rule_name') ?? needText(rule ?? {}, 'name', '/rule');
  const place = needFields(item.location, '/location');
  const kind = kindOf(item, rule);
  const message =
    textOf(item, 'rule_message') ?? textOf(rule, 'message') ?? ruleId;
  const dependency = fieldsOf(item, 'found_dependency');
  const name = textOf(dependency, 'package');
  const native = textOf(item, 'severity');
  // What its command line calls the fingerprint.
  const match = textOf(item, 'match_based_id');
  const validated = textOf(item, 'validation_state')?.toLowerCase();
  return {
    record: 'finding',
    kind,
    tool: { name: 'Semgrep' },
    ruleId,
    title: message.split('\n', 1)[0],
    description: message,
    severity: severityWord(native),
    severitySource: 'native',
    nativeSeverity: native,
    confidence: textOf(item, 'confidence')?.toLowerCase(),
    cwes: cwesIn(...textsOf(rule, 'cwe_names')),
    vulnerabilityIds: vulnerabilityIdsIn(
      textOf(item, 'vulnerability_identifier'),
    ),
    package:
      name === undefined
        ? undefined
        : {
            name,
            version: textOf(dependency, 'version'),
            ecosystem: textOf(dependency, 'ecosystem'),
            direct:
              textOf(dependency, 'transitivity')?.toLowerCase() === 'direct',
          },
    locations: [
      {
        path: relativePath(needText(place, 'file_path', '/location')),
        startLine: lineOf(place, 'line'),
        startColumn: lineOf(place, 'column'),
        endLine: lineOf(place, 'end_line'),
        endColumn: lineOf(place, 'end_column'),
      },
    ],
    tags: [
      ...textsOf(rule, 'owasp_names'),
      ...textsOf(rule, 'vulnerability_classes'),
    ],
    fingerprints: match ? { fingerprint: match } : {},
    secret:
      kind === 'secret'
        ? { verified: validated?.endsWith('confirmed_valid') || undefined }
        : undefined,
    ...stateOf(item),
    foundAt: timeOf(item, 'created_at'),
    url: textOf(item, 'line_of_code_url'),
  };
}

/**
 * Findings as the API of the Semgrep platform lists them, a page or several in one
 * list. A page tells not whether there are others: it closes nothing.
 */
export const semgrepPlatformFormat = scanFormat({
  format: 'semgrep-platform',
  detect: paths =>
    ['', '/*'].some(
      root =>
        paths.has(`${root}/findings/*/rule_name`) &&
        (paths.has(`${root}/findings/*/match_based_id`) ||
          paths.has(`${root}/findings/*/syntactic_id`) ||
          paths.has(`${root}/findings/*/triage_state`)),
    ),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, [
      '/findings/*',
      '/*/findings/*',
    ]);
    const pages: unknown[] = Array.isArray(rest) ? rest : [rest];
    const areLists = pages.every(
      page => isFields(page) && Array.isArray(page.findings),
    );
    if (pages.length === 0 || !areLists) {
      throw new ReportError('The platform lists "findings" and this has none.');
    }
    tally.partial(
      'A page of findings tells not whether it holds all of a scan.',
    );
    for (const record of records()) {
      tally.attempt(record, () => {
        const item = needFields(record.read());
        tally.repository(textOf(fieldsOf(item, 'repository'), 'url'));
        tally.finding(findingOf(item));
      });
    }
    return { tool: 'Semgrep' };
  },
});
