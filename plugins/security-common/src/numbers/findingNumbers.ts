import { FindingState } from '../words/findingWords';

/** What the formulas look at. */
export interface CountedFinding {
  state: FindingState;
  suppressed: boolean;
  createdAt: Date;
  /** When it was last fixed; null: it is not. */
  fixedAt: Date | null;
  /** When it last came back; null: never. */
  reopenedAt: Date | null;
}

/** A stretch of time, half open. */
export interface TimeWindow {
  from: Date;
  to: Date;
}

/** A number with how many it is made of; null: nothing to make it of. */
export interface Figure {
  value: number | null;
  n: number;
}

const inside = (at: Date | null, { from, to }: TimeWindow): at is Date =>
  at !== null && at >= from && at < to;

const isFixed = ({ state }: CountedFinding) => state === 'fixed';

const isOpen = ({ state, suppressed }: CountedFinding) =>
  !suppressed && ['open', 'triaged', 'in_progress'].includes(state);

const seconds = (from: Date, to: Date) =>
  Math.max(0, (to.getTime() - from.getTime()) / 1000);

const mean = (values: readonly number[]): number | null =>
  values.length === 0
    ? null
    : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[half]
    : (sorted[half - 1] + sorted[half]) / 2;
}

/** From its creation on, also of what was reopened; a fixed one's ends when it was fixed. */
export const ageSeconds = (finding: CountedFinding, now: Date): number =>
  seconds(finding.createdAt, isFixed(finding) ? finding.fixedAt ?? now : now);

/** Mean age of what is open. */
export function meanAgeSeconds(
  findings: readonly CountedFinding[],
  now: Date,
): Figure {
  const ages = findings.filter(isOpen).map(one => ageSeconds(one, now));
  return { value: mean(ages), n: ages.length };
}

const timesToFix = (findings: readonly CountedFinding[], window: TimeWindow) =>
  // False positives are not in the state `fixed`, so they are left out.
  findings.flatMap(finding =>
    isFixed(finding) && inside(finding.fixedAt, window)
      ? [seconds(finding.createdAt, finding.fixedAt)]
      : [],
  );

/** Mean of fixed minus created, of what was fixed in the window; without false positives. */
export function meanTimeToFixSeconds(
  findings: readonly CountedFinding[],
  window: TimeWindow,
): Figure {
  const times = timesToFix(findings, window);
  return { value: mean(times), n: times.length };
}

/** The same, the middle one. */
export function medianTimeToFixSeconds(
  findings: readonly CountedFinding[],
  window: TimeWindow,
): Figure {
  const times = timesToFix(findings, window);
  return { value: median(times), n: times.length };
}

/** How many were created in the window. */
export const createdIn = (
  findings: readonly CountedFinding[],
  window: TimeWindow,
): number =>
  findings.filter(({ createdAt }) => inside(createdAt, window)).length;

/** How many were fixed in the window and are so still. */
export const fixedIn = (
  findings: readonly CountedFinding[],
  window: TimeWindow,
): number =>
  findings.filter(one => isFixed(one) && inside(one.fixedAt, window)).length;

/** Open at the end, and reopened in the window. */
export const reopenedIn = (
  findings: readonly CountedFinding[],
  window: TimeWindow,
): number =>
  findings.filter(one => isOpen(one) && inside(one.reopenedAt, window)).length;

/** Closed in the window and stayed closed, of those created in it; may be over 1. */
export function netResolveRate(
  findings: readonly CountedFinding[],
  window: TimeWindow,
): Figure {
  const created = createdIn(findings, window);
  return {
    value: created === 0 ? null : fixedIn(findings, window) / created,
    n: created,
  };
}

/** How much the number of open ones grew: created and reopened, less fixed. */
export const netChange = (counts: {
  created: number;
  reopened: number;
  fixed: number;
}): number => counts.created + counts.reopened - counts.fixed;

/** Bucket of an age, for "open by age". */
export function ageBucket(
  seconds_: number,
): 'week' | 'month' | 'quarter' | 'older' {
  const days = seconds_ / 86_400;
  if (days <= 7) return 'week';
  if (days <= 30) return 'month';
  return days <= 90 ? 'quarter' : 'older';
}
