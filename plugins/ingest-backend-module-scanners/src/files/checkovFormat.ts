import { NewFindingRecord, ScanKind } from '@quarterdeck/plugin-ingest-common';
import { ReportError } from '@quarterdeck/plugin-ingest-node';
import {
  Fields,
  fieldsOf,
  isFields,
  listOf,
  needFields,
  needText,
  numberOf,
  textOf,
  textsOf,
} from '../reading/fields';
import { cvssOf, severityOf } from '../reading/cvssSeverity';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { ScanTally } from '../reading/scanTally';
import { severityWord } from '../reading/severityWords';
import { vulnerabilityIdsIn } from '../reading/vulnerabilityIdsIn';
import { checkovSeverity } from './checkovSeverity';

const kindOf = (type: string | undefined): ScanKind => {
  if (type === 'secrets') return 'secret';
  if (type === 'sca_package') return 'dependency';
  if (type === 'sca_image') return 'container';
  return type?.startsWith('sast') ? 'sast' : 'iac';
};

const isLine = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

/** `[[12, "text"], …]` */
const snippetOf = (check: Fields) =>
  listOf(check, 'code_block')
    .flatMap(line =>
      Array.isArray(line) && typeof line[1] === 'string' ? [line[1]] : [],
    )
    .join('') || undefined;

function findingOf(
  check: Fields,
  type: string | undefined,
  version: string | undefined,
  skipped: boolean,
): NewFindingRecord {
  const ruleId = needText(check, 'check_id');
  const kind = kindOf(type);
  const native = textOf(check, 'severity');
  const details = fieldsOf(check, 'vulnerability_details');
  const cvss = [
    cvssOf(textOf(details, 'vector'), { score: numberOf(details, 'cvss') }),
  ].filter(item => item !== undefined);
  const [startLine, endLine] = listOf(check, 'file_line_range');
  const severity = severityOf(native ? severityWord(native) : undefined, cvss);
  const fixed = textOf(details, 'lowest_fixed_version');
  return {
    record: 'finding',
    kind,
    tool: { name: 'Checkov', version },
    ruleId,
    title:
      textOf(check, 'check_name', 'short_description') ??
      textOf(details, 'id') ??
      ruleId,
    description: textOf(check, 'description') ?? textOf(details, 'description'),
    ...(severity.severity === 'unknown' && native === undefined
      ? { severity: checkovSeverity(ruleId), severitySource: 'rule' as const }
      : severity),
    nativeSeverity: native,
    cvss,
    vulnerabilityIds: vulnerabilityIdsIn(ruleId, textOf(details, 'id')),
    package: details && {
      name:
        textOf(details, 'package_name') ?? textOf(check, 'resource') ?? ruleId,
      version: textOf(details, 'package_version'),
      ...(fixed ? { fixedVersions: [fixed] } : {}),
    },
    locations: [
      {
        path: relativePath(textOf(check, 'repo_file_path', 'file_path')),
        startLine: isLine(startLine) ? startLine : undefined,
        endLine: isLine(endLine) ? endLine : undefined,
        name: textOf(check, 'resource'),
        // The line of a secret is the secret.
        snippet: kind === 'secret' ? undefined : snippetOf(check),
      },
    ],
    references: [textOf(check, 'guideline'), textOf(details, 'link')].filter(
      link => link !== undefined,
    ),
    suppressed: skipped
      ? {
          by: 'source',
          reason: textOf(fieldsOf(check, 'check_result'), 'suppress_comment'),
        }
      : undefined,
    secret: kind === 'secret' ? {} : undefined,
  };
}

const lists = ['failed_checks', 'skipped_checks'];
const patterns = ['', '/*'].flatMap(root =>
  lists.map(list => `${root}/results/${list}/*`),
);

function noteEnd(part: Fields, tally: ScanTally): void {
  const broken = textsOf(fieldsOf(part, 'results'), 'parsing_errors');
  if (broken.length > 0) {
    tally.partial(`Checkov could not read ${broken.slice(0, 3).join(', ')}.`);
  }
  // With nothing to check it writes its counts and no more.
  if (!isFields(part.results)) tally.failed('Checkov found nothing to check.');
}

const ourKeys = ['check_type', 'checkov_version', 'failed', 'url'];

const isOurs = (part: Fields): boolean =>
  ourKeys.some(key => key in part) ||
  [...lists, 'passed_checks'].some(
    list => list in (fieldsOf(part, 'results') ?? {}),
  );

/** Checkov, `-o json`: one framework as an object, several as a list. */
export const checkovFormat = scanFormat({
  format: 'checkov',
  detect: paths =>
    paths.has('/check_type') ||
    paths.has('/*/check_type') ||
    paths.has('/results/failed_checks') ||
    paths.has('/*/results/failed_checks') ||
    paths.has('/checkov_version'),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, patterns, {
      drop: ['/results/passed_checks', '/*/results/passed_checks'],
    });
    const parts: unknown[] = Array.isArray(rest) ? rest : [rest];
    if (!parts.every(isFields)) {
      throw new ReportError('Checkov writes objects and this is none.');
    }
    if (!parts.every(isOurs)) {
      throw new ReportError('Checkov names check_type and this does not.');
    }
    parts.forEach(part => noteEnd(part, tally));
    for (const record of records()) {
      const [first, second] = record.keys;
      const isList = first !== 'results';
      const part = isList ? parts[Number(first)] : parts[0];
      const list = isList ? record.keys[2] : second;
      tally.attempt(record, () =>
        tally.finding(
          findingOf(
            needFields(record.read()),
            textOf(part, 'check_type'),
            textOf(fieldsOf(part, 'summary'), 'checkov_version'),
            list === 'skipped_checks',
          ),
        ),
      );
    }
    return { tool: 'Checkov' };
  },
});
