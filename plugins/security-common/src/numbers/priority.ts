import { Severity } from '../words/findingWords';

/** What speaks for fixing a finding first. */
export interface PriorityFacts {
  severity: Severity;
  /** 0 to 1. */
  epss: number | null;
  knownExploited: boolean;
  /** null: no deployment is known, which is not the same as none. */
  inProduction: boolean | null;
  /** Reached from outside; null: not said. */
  exposed: boolean | null;
  /** Tier of the entity; `critical` weighs most. */
  tier?: string;
  /** A tool saw that a leaked secret works. */
  verifiedSecret?: boolean;
  hasFix?: boolean;
  development?: boolean;
}

const bySeverity: Readonly<Record<Severity, number>> = {
  critical: 400,
  high: 280,
  medium: 140,
  low: 50,
  info: 0,
  // Nobody rated it: between medium and high, so that somebody does.
  unknown: 200,
};

const byTier: Readonly<Record<string, number>> = {
  critical: 100,
  high: 70,
  medium: 40,
  low: 10,
};

/** Parts that add up to the priority; shown when somebody asks why. */
export function priorityParts(
  facts: PriorityFacts,
): { name: string; points: number }[] {
  const unsure = (answer: boolean | null, points: number) => {
    if (answer === null) return points / 2;
    return answer ? points : 0;
  };
  const tier = facts.tier?.toLowerCase() ?? '';
  return [
    { name: 'severity', points: bySeverity[facts.severity] },
    { name: 'epss', points: Math.round(150 * (facts.epss ?? 0)) },
    { name: 'known exploited', points: facts.knownExploited ? 150 : 0 },
    { name: 'secret that works', points: facts.verifiedSecret ? 150 : 0 },
    { name: 'in production', points: unsure(facts.inProduction, 80) },
    { name: 'exposed', points: unsure(facts.exposed, 50) },
    { name: 'tier', points: Object.hasOwn(byTier, tier) ? byTier[tier] : 40 },
    { name: 'has a fix', points: facts.hasFix ? 20 : 0 },
    { name: 'development only', points: facts.development ? -100 : 0 },
  ].filter(({ points }) => points !== 0);
}

/** 0 to 1000: what to fix first. Only for the order; gates never look at it. */
export const priority = (facts: PriorityFacts): number =>
  Math.min(
    1000,
    Math.max(
      0,
      Math.round(
        priorityParts(facts).reduce((sum, { points }) => sum + points, 0),
      ),
    ),
  );
