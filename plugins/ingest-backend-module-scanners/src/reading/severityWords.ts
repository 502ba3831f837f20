import { Severity } from '@quarterdeck/plugin-ingest-common';

const common: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  crit: 'critical',
  fatal: 'critical',
  very_high: 'critical',
  high: 'high',
  important: 'high',
  error: 'high',
  medium: 'medium',
  moderate: 'medium',
  warning: 'medium',
  warn: 'medium',
  low: 'low',
  minor: 'low',
  note: 'low',
  info: 'info',
  informational: 'info',
  information: 'info',
  negligible: 'info',
  none: 'info',
  unknown: 'unknown',
  undefined: 'unknown',
  unspecified: 'unknown',
  unassigned: 'unknown',
};

/**
 * A tool's word for a severity as one of ours; a word nobody knows is `unknown`.
 * `own` are the words that this tool uses otherwise than most.
 */
export function severityWord(
  word: string | undefined,
  own: Readonly<Record<string, Severity>> = {},
): Severity {
  const key = (word ?? '')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  if (Object.hasOwn(own, key)) return own[key];
  return Object.hasOwn(common, key) ? common[key] : 'unknown';
}
