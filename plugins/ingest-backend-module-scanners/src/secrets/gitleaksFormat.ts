import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { ReportError } from '@quarterdeck/plugin-ingest-node';
import {
  Fields,
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
import { isGenericRule, isRedacted } from './redacted';

const tagsOf = (item: Fields, key: string) =>
  textsOf(item, key)
    .flatMap(tag => tag.split(','))
    .map(tag => tag.trim())
    .filter(Boolean);

/** Version 8 writes names with capitals, 7 and older without. */
function findingOf(item: Fields): NewFindingRecord {
  const isNew = 'RuleID' in item || 'Secret' in item;
  const ruleId = isNew ? needText(item, 'RuleID') : needText(item, 'rule');
  const value = isNew ? textOf(item, 'Secret') : textOf(item, 'offender');
  const readable = value !== undefined && !isRedacted(value);
  const startLine = lineOf(item, isNew ? 'StartLine' : 'lineNumber');
  const print = textOf(item, 'Fingerprint');
  const description = textOf(item, 'Description');
  const generic = isGenericRule(ruleId);
  return {
    record: 'finding',
    kind: 'secret',
    tool: { name: 'Gitleaks' },
    ruleId,
    title: description ?? ruleId,
    severity: generic ? 'medium' : 'high',
    severitySource: 'rule',
    locations: [
      {
        path: relativePath(textOf(item, isNew ? 'File' : 'file')),
        startLine,
        endLine: lineOf(item, 'EndLine') ?? startLine,
        startColumn: lineOf(item, 'StartColumn'),
        endColumn: lineOf(item, 'EndColumn'),
        // Shown with the value masked, or as redacted by the tool.
        snippet:
          value === undefined
            ? undefined
            : textOf(item, isNew ? 'Match' : 'line'),
      },
    ],
    tags: tagsOf(item, isNew ? 'Tags' : 'tags'),
    // It holds commit and line: an identity only where the value is none.
    fingerprints: print && !readable ? { fingerprint: print } : {},
    secret: {
      ...(readable ? { value } : {}),
      commit: textOf(item, isNew ? 'Commit' : 'commit'),
    },
    foundAt: timeOf(item, isNew ? 'Date' : 'date'),
    url: textOf(item, 'Link', 'leakURL'),
  };
}

/** Gitleaks, JSON of version 8 and of 7 and older. */
export const gitleaksFormat = scanFormat({
  format: 'gitleaks',
  detect: paths =>
    (paths.has('/*/RuleID') && paths.has('/*/Match')) ||
    (paths.has('/*/RuleID') && paths.has('/*/Secret')) ||
    (paths.has('/*/offender') && paths.has('/*/rule')),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, ['/*']);
    if (!Array.isArray(rest)) {
      throw new ReportError(
        rest === null
          ? 'The report is null: Gitleaks wrote no list of leaks, not even an empty one.'
          : 'Gitleaks writes a list and this is none.',
      );
    }
    for (const record of records()) {
      tally.attempt(record, () =>
        tally.finding(findingOf(needFields(record.read()))),
      );
    }
    return { tool: 'Gitleaks' };
  },
});
