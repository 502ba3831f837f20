import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import {
  Fields,
  fieldsOf,
  flagOf,
  isFields,
  lineOf,
  needFields,
  needText,
  RecordError,
  textOf,
  textsOf,
  timeOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { ScanTally } from '../reading/scanTally';
import { severityWord } from '../reading/severityWords';
import { isGenericRule, isRedacted } from './redacted';

/** Where it was found: one object under the name of the source. */
function sourceOf(item: Fields): Fields | undefined {
  const data = fieldsOf(fieldsOf(item, 'SourceMetadata'), 'Data');
  return Object.values(data ?? {}).find(isFields);
}

function newFinding(item: Fields): NewFindingRecord {
  const ruleId = needText(item, 'DetectorName');
  const source = sourceOf(item);
  const verified = flagOf(item, 'Verified') ?? false;
  const raw = textOf(item, 'Raw');
  const line = lineOf(source, 'line');
  const usual = isGenericRule(ruleId) ? 'medium' : 'high';
  return {
    record: 'finding',
    kind: 'secret',
    tool: { name: 'TruffleHog' },
    ruleId,
    title: `${ruleId}: a ${verified ? 'working ' : ''}secret`,
    description: textOf(item, 'DetectorDescription'),
    severity: verified ? 'critical' : usual,
    severitySource: 'rule',
    nativeSeverity: verified ? 'verified' : 'unverified',
    locations: [
      {
        path: relativePath(
          textOf(source, 'file', 'path', 'filename', 'key', 'layer'),
        ),
        startLine: line,
        endLine: line,
        name: textOf(source, 'repository', 'image', 'bucket'),
      },
    ],
    tags: [textOf(item, 'DecoderName')].filter(tag => tag !== undefined),
    secret: {
      ...(raw && !isRedacted(raw) ? { value: raw } : {}),
      verified,
      commit: textOf(source, 'commit'),
    },
    foundAt: timeOf(source, 'timestamp'),
    url: textOf(source, 'link'),
  };
}

function oldFindings(item: Fields): NewFindingRecord[] {
  const ruleId = needText(item, 'reason');
  const values = [...new Set(textsOf(item, 'stringsFound'))];
  if (values.length === 0) {
    throw new RecordError(
      'It names no string that was found.',
      '/stringsFound',
    );
  }
  return values.map(value => ({
    record: 'finding',
    kind: 'secret',
    tool: { name: 'TruffleHog' },
    ruleId,
    title: `${ruleId}: a secret`,
    severity: isGenericRule(ruleId) ? 'medium' : 'high',
    severitySource: 'rule',
    locations: [{ path: relativePath(textOf(item, 'path')) }],
    secret: {
      ...(isRedacted(value) ? {} : { value }),
      commit: textOf(item, 'commitHash'),
    },
    foundAt: timeOf(item, 'date'),
  }));
}

/** Of TruffleHog3, a program of others that goes by nearly the same name. */
function otherFinding(item: Fields): NewFindingRecord {
  const rule = needFields(item.rule, '/rule');
  const ruleId = needText(rule, 'id', '/rule');
  const value = needText(item, 'secret');
  const native = textOf(rule, 'severity');
  const line = Number.parseInt(textOf(item, 'line') ?? '', 10);
  const startLine = Number.isSafeInteger(line) && line > 0 ? line : undefined;
  return {
    record: 'finding',
    kind: 'secret',
    tool: { name: 'TruffleHog3' },
    ruleId,
    title: `${textOf(rule, 'message') ?? ruleId}: a secret`,
    severity: severityWord(native),
    severitySource: 'native',
    nativeSeverity: native,
    locations: [
      {
        path: relativePath(textOf(item, 'path')),
        startLine,
        endLine: startLine,
      },
    ],
    secret: {
      ...(isRedacted(value) ? {} : { value }),
      commit: textOf(item, 'commit'),
    },
    foundAt: timeOf(item, 'date'),
  };
}

/** Its log stands between the results when both go to one file. */
function isLog(item: Fields, tally: ScanTally): boolean {
  if (!('level' in item && 'msg' in item)) return false;
  if (textOf(item, 'level')?.startsWith('error')) {
    tally.partial(`TruffleHog tells of an error: ${textOf(item, 'msg')}.`);
  }
  return true;
}

/** TruffleHog 2 and 3, and TruffleHog3: lines of JSON, or a list of the same. */
export const trufflehogFormat = scanFormat({
  format: 'trufflehog',
  detect: paths =>
    ['', '/*'].some(
      root =>
        paths.has(`${root}/SourceMetadata`) ||
        paths.has(`${root}/DetectorName`) ||
        (paths.has(`${root}/rule/id`) &&
          paths.has(`${root}/secret`) &&
          paths.has(`${root}/path`)) ||
        (paths.has(`${root}/stringsFound`) && paths.has(`${root}/reason`)) ||
        (paths.has(`${root}/logger`) &&
          paths.get(`${root}/logger`) === 'trufflehog'),
    ),
  async read(body, tally) {
    const { records } = await jsonRecords(body, [], { documents: true });
    for (const record of records()) {
      tally.attempt(record, () => {
        const item = needFields(record.read());
        if (isLog(item, tally)) return;
        tally.repository(textOf(sourceOf(item), 'repository'));
        tally.image(textOf(sourceOf(item), 'image'));
        if ('stringsFound' in item) oldFindings(item).forEach(tally.finding);
        else if ('rule' in item) tally.finding(otherFinding(item));
        else tally.finding(newFinding(item));
      });
    }
    return { tool: 'TruffleHog' };
  },
});
