import { severities, Severity, SeveritySource } from '../words/findingWords';

/** A vector's score somebody gave. */
export interface ScoredVector {
  version: '2.0' | '3.0' | '3.1' | '4.0';
  score?: number;
}

/** A severity and where it is from. */
export interface DecidedSeverity {
  severity: Severity;
  source: SeveritySource;
}

/** The worse it is, the smaller; `unknown` comes last. */
export const severityRank = (severity: Severity): number =>
  severities.indexOf(severity);

/** The worst of several; `unknown` only when there is no other. */
export const worstSeverity = (
  list: readonly Severity[],
): Severity | undefined =>
  [...list].sort((a, b) => severityRank(a) - severityRank(b))[0];

/** Bands of FIRST for CVSS 3 and 4, of NVD for 2: version 2 knows no critical. */
export function severityOfScore(
  version: ScoredVector['version'],
  score: number,
): Severity {
  if (!Number.isFinite(score) || score < 0 || score > 10) return 'unknown';
  if (version === '2.0') {
    if (score >= 7) return 'high';
    return score >= 4 ? 'medium' : 'low';
  }
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}

const steps = [
  ['4.0', 'cvss4'],
  ['3.1', 'cvss31'],
  ['3.0', 'cvss30'],
  ['2.0', 'cvss2'],
] as const;

/**
 * How bad a finding is: what a person said, else the tool's own word, else the
 * newest version of CVSS that has a score (the highest of several), else the
 * rule's default, else unknown. `unknown` said by a tool is nothing said.
 */
export function decideSeverity(told: {
  override?: Severity | null;
  native?: Severity | null;
  cvss?: readonly ScoredVector[];
  rule?: Severity | null;
}): DecidedSeverity {
  if (told.override) return { severity: told.override, source: 'override' };
  if (told.native && told.native !== 'unknown') {
    return { severity: told.native, source: 'native' };
  }
  for (const [version, source] of steps) {
    const scores = (told.cvss ?? []).flatMap(vector =>
      vector.version === version && vector.score !== undefined
        ? [vector.score]
        : [],
    );
    const severity =
      scores.length > 0
        ? severityOfScore(version, Math.max(...scores))
        : 'unknown';
    if (severity !== 'unknown') return { severity, source };
  }
  if (told.rule && told.rule !== 'unknown') {
    return { severity: told.rule, source: 'rule' };
  }
  return { severity: 'unknown', source: told.native ? 'native' : 'none' };
}
