import { NewFindingRecord, ScanKind } from '@quarterdeck/plugin-ingest-common';
import {
  Fields,
  fieldsOf,
  isFields,
  lineOf,
  listOf,
  numberOf,
  objectsOf,
  RecordError,
  textOf,
  textsOf,
  timeOf,
} from '../reading/fields';
import { vulnerabilityIdsIn } from '../reading/vulnerabilityIdsIn';
import { sarifKind } from './sarifKind';
import { sarifMessage } from './sarifMessage';
import { sarifPackage } from './sarifPackage';
import { Place, SarifPlaces } from './sarifPlaces';
import { SarifRun } from './sarifRun';
import { bagCwes, formerRuleIds, SarifRule } from './sarifRules';
import { sarifSeverity } from './sarifSeverity';

const accepted = new Set<unknown>([undefined, null, 'accepted']);

/** SARIF 2.1 3.27.23 and 3.35: effective only when no suppression is open or refused. */
function suppressionOf(result: Fields): NewFindingRecord['suppressed'] {
  const old = textsOf(result, 'suppressionStates');
  const items = listOf(result, 'suppressions');
  if (items.length === 0) {
    if (old.length === 0) return undefined;
    return { by: old.includes('suppressedInSource') ? 'source' : 'tool' };
  }
  const read = items.filter(isFields);
  if (read.length !== items.length) return undefined;
  if (!read.every(item => accepted.has(item.status))) return undefined;
  return {
    by: read.some(item => item.kind === 'inSource') ? 'source' : 'tool',
    reason: read.map(item => textOf(item, 'justification')).find(Boolean),
  };
}

/** Fingerprints by any name, else partial ones that tell of content, not of place or person. */
const noContent = /column|file_?hash|^(?:commit\w*|email|author|date)$/i;

const contentNames = new Map<string, boolean>();

function tellsContent(name: string): boolean {
  let tells = contentNames.get(name);
  if (tells === undefined) {
    tells = !noContent.test(name);
    if (contentNames.size < 1000) contentNames.set(name, tells);
  }
  return tells;
}

function fingerprintsOf(result: Fields): Record<string, string> | undefined {
  for (const key of ['fingerprints', 'partialFingerprints']) {
    const told = fieldsOf(result, key);
    if (!told) continue;
    let found: [string, string][] | undefined;
    for (const name of Object.keys(told)) {
      const value = told[name];
      const text = isFields(value) ? textOf(value, 'value') : value;
      if (typeof text === 'string' && text !== '' && tellsContent(name)) {
        found ??= [];
        found.push([name, text]);
      }
    }
    if (found) return Object.fromEntries(found);
  }
  return undefined;
}

function cwesOf(run: SarifRun, result: Fields, rule?: SarifRule): number[] {
  const ofRule = rule?.cwes ?? [];
  if (!result.taxa && !result.properties) return ofRule;
  return [
    ...ofRule,
    ...run.taxa.cwesOf(objectsOf(result, 'taxa')),
    ...bagCwes(fieldsOf(result, 'properties')),
  ];
}

const firstLine = (text: string | undefined) =>
  text?.trim().split('\n', 1)[0].trim();

function remediationOf(result: Fields, rule: SarifRule | undefined) {
  const [fix] = objectsOf(result, 'fixes');
  const told = fix && textOf(fieldsOf(fix, 'description'), 'text', 'markdown');
  return told ?? rule?.help;
}

function descriptionOf(message: string | undefined, rule?: SarifRule) {
  const full = rule?.description;
  if (message === undefined) return full;
  if (full === undefined || message.includes(full)) return message;
  return `${message}\n\n${full}`;
}

/** SARIF 2.1 3.27.25: from 0 to 100; -1 says that nobody ranked it. */
function rankOf(result: Fields): string | undefined {
  const rank = numberOf(result, 'rank');
  return rank !== undefined && rank >= 0 && rank <= 100
    ? `rank ${rank}`
    : undefined;
}

/** Where a tool of secrets puts the secret itself, unless it redacted it. */
function secretOf(
  result: Fields,
  places: readonly Place[],
): NewFindingRecord['secret'] {
  const snippet = places.find(place => place.snippet !== undefined)?.snippet;
  const readable = snippet !== undefined && !/\*{3,}|redacted/i.test(snippet);
  return {
    ...(readable ? { value: snippet.trim() } : {}),
    commit: textOf(fieldsOf(result, 'partialFingerprints'), 'commitSha'),
  };
}

/**
 * The line hash of code scanning, where the tool gives no fingerprint but enough of the
 * code: the same finding, whether the tool or its uploader adds hashes or nobody does.
 */
function lineHashOf(
  places: SarifPlaces,
  result: Fields,
): Record<string, string> | undefined {
  const hash = places.lineHashOf(result);
  return hash === undefined ? undefined : { primaryLocationLineHash: hash };
}

/** Rules are few, and what kind they are of costs many looks. */
function kindOf(context: SarifRun, ruleId: string, rule?: SarifRule): ScanKind {
  const known = rule?.id === ruleId ? context.kinds.get(rule) : undefined;
  if (known) return known;
  const kind = sarifKind({
    tool: context.tool.name,
    ruleId,
    rule,
    ofImage: context.image !== undefined,
  });
  if (rule?.id === ruleId) context.kinds.set(rule, kind);
  return kind;
}

const states: Readonly<Record<string, NewFindingRecord['state']>> = {
  absent: 'absent',
};

/**
 * A result as a finding; nothing when it is none (passed, not applicable,
 * informational, of no level).
 * @throws RecordError
 */
export function sarifFinding(
  context: SarifRun,
  result: Fields,
): NewFindingRecord | undefined {
  const { run, tool, rules, places } = context;
  const { id, rule } = rules.of(result);
  const { isFinding, needsReview, ...severity } = sarifSeverity(
    run,
    result,
    id,
    rule,
  );
  if (!isFinding) return undefined;
  const message = sarifMessage(result, rule, context.messages);
  const ruleId = id ?? rule?.id ?? '';
  const name = rule?.name === ruleId ? undefined : rule?.name;
  const title = rule?.title ?? name ?? firstLine(message);
  if (ruleId === '' && title === undefined) {
    throw new RecordError('The result has neither a rule nor a message.');
  }
  if (result.locations !== undefined && !Array.isArray(result.locations)) {
    throw new RecordError('It must be a list.', '/locations');
  }
  const bag = fieldsOf(result, 'properties');
  const kind = kindOf(context, ruleId, rule);
  const locations = places.of(result);
  const fingerprints =
    fingerprintsOf(result) ??
    // A hash of few characters would give a secret away.
    (kind === 'secret' ? undefined : lineHashOf(places, result));
  const baseline = textOf(result, 'baselineState') ?? '';
  const occurrences = lineOf(result, 'occurrenceCount');
  const inDependencies = kind === 'dependency' || kind === 'container';
  return {
    record: 'finding',
    kind,
    tool,
    scope: context.scope,
    ruleId: ruleId || (title ?? 'unknown'),
    ruleName: name,
    formerRuleIds: formerRuleIds(ruleId, rule),
    title: title || ruleId,
    description: descriptionOf(message, rule),
    remediation: remediationOf(result, rule),
    ...severity,
    confidence:
      rule?.precision ??
      textOf(bag, 'confidence', 'issue_confidence') ??
      rankOf(result),
    cwes: cwesOf(context, result, rule),
    vulnerabilityIds: rule?.vulnerabilityIds ?? vulnerabilityIdsIn(ruleId),
    package: inDependencies ? sarifPackage(result, message, rule) : undefined,
    target: context.image,
    locations,
    flow: places.flowOf(result),
    references: [rule?.helpUri, ...textsOf(result, 'workItemUris')].filter(
      link => link !== undefined,
    ),
    tags: [...(rule?.tags ?? []), ...textsOf(bag, 'tags')],
    fingerprints,
    occurrences: occurrences && occurrences > 0 ? occurrences : undefined,
    state: states[baseline] ?? (needsReview ? 'needs_review' : undefined),
    suppressed: suppressionOf(result),
    secret: kind === 'secret' ? secretOf(result, locations) : undefined,
    foundAt: timeOf(fieldsOf(result, 'provenance'), 'firstDetectionTimeUtc'),
    url: textOf(result, 'hostedViewerUri'),
  };
}
