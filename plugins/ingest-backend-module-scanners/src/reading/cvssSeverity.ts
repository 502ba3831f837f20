import { Cvss2, Cvss3P0, Cvss3P1, Cvss4P0 } from 'ae-cvss-calculator';
import { NewFindingRecord, Severity } from '@quarterdeck/plugin-ingest-common';

import { isCvssVector } from './cvssMetrics';

/** One vector or number somebody gave. */
export type Cvss = NonNullable<NewFindingRecord['cvss']>[number];

/** What a set of vectors comes to. */
export interface CvssSeverity {
  severity: Severity;
  source: NewFindingRecord['severitySource'];
}

const isScore = (score: number | undefined): score is number =>
  score !== undefined && Number.isFinite(score) && score >= 0 && score <= 10;

/** The band of a score: CVSS 2 has three, later ones five. */
export function cvssBand(version: Cvss['version'], score: number): Severity {
  if (version === '2.0') {
    if (score >= 7) return 'high';
    return score >= 4 ? 'medium' : 'low';
  }
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}

function versionOf(vector: string): Cvss['version'] | undefined {
  const version = /^\(?CVSS:(4\.0|3\.1|3\.0)\//i.exec(vector)?.[1];
  if (version === '4.0' || version === '3.1' || version === '3.0') {
    return version;
  }
  return /^\(?(?:CVSS2[#:])?AV:[LAN]\/AC:[LMH]\/Au:/i.test(vector)
    ? '2.0'
    : undefined;
}

const calculators: Record<
  Cvss['version'],
  new (vector: string) => { calculateScores(): { overall?: number } }
> = { '4.0': Cvss4P0, '3.1': Cvss3P1, '3.0': Cvss3P0, '2.0': Cvss2 };

function scoreOf(version: Cvss['version'], vector: string): number | undefined {
  const bare = vector.replace(/^\(|\)$/g, '').replace(/^CVSS2[#:]/i, '');
  if (!isCvssVector(version, bare)) return undefined;
  try {
    const { overall } = new calculators[version](bare).calculateScores();
    return isScore(overall) ? overall : undefined;
  } catch {
    return undefined;
  }
}

const known = new Map<string, Cvss | undefined>();
const mostKnown = 2000;

/**
 * A vector with its score. `undefined` for what is no vector: a bad one is
 * ignored, whatever it says of its score.
 */
export function cvssOf(
  vector: string | undefined,
  told: { score?: number; source?: string } = {},
): Cvss | undefined {
  if (vector === undefined || vector.length > 512) return undefined;
  let read = known.get(vector);
  if (!read && !known.has(vector)) {
    const version = versionOf(vector.trim());
    const score = version && scoreOf(version, vector.trim());
    read =
      version && score !== undefined
        ? { version, vector: vector.trim(), score }
        : undefined;
    if (known.size >= mostKnown) known.clear();
    known.set(vector, read);
  }
  if (!read) return undefined;
  return {
    ...read,
    ...(isScore(told.score) ? { score: told.score } : {}),
    ...(told.source ? { source: told.source } : {}),
  };
}

/** A score without a vector, if it is one. */
export const cvssScore = (
  version: Cvss['version'],
  score: number | undefined,
  source?: string,
): Cvss | undefined =>
  isScore(score)
    ? { version, score, ...(source ? { source } : {}) }
    : undefined;

const preference = [
  ['4.0', 'cvss4'],
  ['3.1', 'cvss31'],
  ['3.0', 'cvss30'],
  ['2.0', 'cvss2'],
] as const;

/** The severity of vectors: of the newest version there is, the highest score. */
export function cvssSeverity(
  cvss: readonly (Cvss | undefined)[],
): CvssSeverity | undefined {
  for (const [version, source] of preference) {
    const scores = cvss.flatMap(item =>
      item?.version === version && isScore(item.score) ? [item.score] : [],
    );
    if (scores.length > 0) {
      return { severity: cvssBand(version, Math.max(...scores)), source };
    }
  }
  return undefined;
}

/**
 * The severity of a finding: the tool's own word, else its vectors, else
 * `unknown`, which is a level of its own.
 */
export function severityOf(
  native: Severity | undefined,
  cvss: readonly (Cvss | undefined)[] = [],
): Pick<NewFindingRecord, 'severity' | 'severitySource'> {
  if (native !== undefined && native !== 'unknown') {
    return { severity: native, severitySource: 'native' };
  }
  const scored = cvssSeverity(cvss);
  if (scored) {
    return { severity: scored.severity, severitySource: scored.source };
  }
  return {
    severity: 'unknown',
    severitySource: native === undefined ? 'none' : 'native',
  };
}
