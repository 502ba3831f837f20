import { NewFindingRecord, Severity } from '@quarterdeck/plugin-ingest-common';
import {
  Fields,
  fieldsOf,
  listOf,
  lineOf,
  objectsOf,
  textOf,
} from '../reading/fields';
import { cvssBand } from '../reading/cvssSeverity';
import { severityWord } from '../reading/severityWords';
import { SarifRule } from './sarifRules';

/** How bad a result is, and whether it is a finding at all. */
export interface SarifSeverity
  extends Pick<
    NewFindingRecord,
    'severity' | 'severitySource' | 'nativeSeverity'
  > {
  isFinding: boolean;
  needsReview: boolean;
}

const ofLevel: Readonly<Record<string, Severity>> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'info',
};

const noFindings = new Set(['pass', 'notapplicable', 'informational']);

/** The band of `security-severity`: a number, as GitHub reads it, or a word. */
function ofSecuritySeverity(text: string): Severity | undefined {
  const score = Number(text);
  if (text.trim() !== '' && Number.isFinite(score)) {
    return score >= 0 && score <= 10 ? cvssBand('3.1', score) : undefined;
  }
  const word = severityWord(text);
  return word === 'unknown' ? undefined : word;
}

/** What the invocation of a result configures for its rule. */
function overriddenLevel(
  run: Fields,
  result: Fields,
  ruleId: string | undefined,
): string | undefined {
  const invocations = listOf(run, 'invocations');
  if (invocations.length === 0) return undefined;
  const index =
    lineOf(fieldsOf(result, 'provenance'), 'invocationIndex') ??
    (invocations.length === 1 ? 0 : -1);
  const invocation = objectsOf(run, 'invocations')[index];
  for (const override of objectsOf(invocation, 'ruleConfigurationOverrides')) {
    const descriptor = fieldsOf(override, 'descriptor');
    const byIndex =
      lineOf(descriptor, 'index') !== undefined &&
      lineOf(descriptor, 'index') === lineOf(result, 'ruleIndex');
    const id = textOf(descriptor, 'id');
    if (byIndex || (id !== undefined && id === ruleId)) {
      return textOf(fieldsOf(override, 'configuration'), 'level');
    }
  }
  return undefined;
}

/**
 * The level of a result as SARIF 2.1 3.27.10 resolves it, before it the
 * `security-severity` of rule or result.
 */
export function sarifSeverity(
  run: Fields,
  result: Fields,
  ruleId: string | undefined,
  rule: SarifRule | undefined,
): SarifSeverity {
  const own = textOf(result, 'level')?.toLowerCase();
  const kind = (textOf(result, 'kind') ?? 'fail').toLowerCase();
  const kindless = own === undefined || Object.hasOwn(ofLevel, own);
  const needsReview = kind === 'open' || kind === 'review' || own === 'open';
  const isFail = kind === 'fail' && kindless;
  let level = own;
  let source: NewFindingRecord['severitySource'] = 'native';
  if (level === undefined || !kindless) {
    source = 'rule';
    if (!isFail) level = 'none';
    else {
      level =
        overriddenLevel(run, result, ruleId ?? rule?.id) ??
        rule?.level ??
        'warning';
    }
  }
  const told =
    rule?.securitySeverity ??
    textOf(fieldsOf(result, 'properties'), 'security-severity');
  const scored = told === undefined ? undefined : ofSecuritySeverity(told);
  const scoredBy = rule?.securitySeverity === undefined ? 'native' : 'rule';
  // Version 1 and 2.0 say by the level what is now the kind.
  const isNone = noFindings.has(kind) || noFindings.has(own ?? '');
  return {
    isFinding:
      !isNone && (needsReview || level !== 'none' || scored !== undefined),
    needsReview,
    severity: scored ?? ofLevel[level] ?? 'unknown',
    severitySource: scored ? scoredBy : source,
    nativeSeverity: scored ? told : level,
  };
}
