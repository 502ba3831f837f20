import {
  positionOrder,
  type Report,
  withMissingFrom,
} from '@quarterdeck/plugin-portal-common';
import { RunState, stateOrder } from './runFacts';

export { positionOrder, type Report, withMissingFrom };

/** What every report about a run, job or step carries of its progress. */
export interface ProgressFacts {
  state: RunState;
  result?: string;
  rawState?: string;
  rawResult?: string;
  createdAt?: string;
  queuedAt?: string;
  startedAt?: string;
  finishedAt?: string;
  observedAt: string;
}

/** Keeps only what a report in this state may say about times and result. */
function believable<Facts extends ProgressFacts>(facts: Facts): Facts {
  const over = facts.state === 'completed';
  const begun = over || stateOrder(facts.state) >= stateOrder('executing');
  const early =
    (!begun && facts.startedAt !== undefined) ||
    (!over && (facts.finishedAt !== undefined || facts.result !== undefined));
  if (!early) return facts;
  return {
    ...facts,
    // Providers repeat the queue time as start while a job waits.
    startedAt: begun ? facts.startedAt : undefined,
    finishedAt: over ? facts.finishedAt : undefined,
    result: over ? facts.result : undefined,
  };
}

/** Negative when `a` is earlier. ISO times in UTC sort as text, which is quicker. */
export function timeOrder(a: string, b: string): number {
  if (
    a.length === 24 &&
    b.length === 24 &&
    a.endsWith('Z') &&
    b.endsWith('Z')
  ) {
    if (a === b) return 0;
    return a < b ? -1 : 1;
  }
  return Date.parse(a) - Date.parse(b);
}

/**
 * Orders two reports of the same thing: the state further to the right counts;
 * in the same state the later observation; on a tie the later position, so that
 * a mended parser can correct. Positive when `a` counts.
 */
export function reportOrder(
  a: Report<ProgressFacts>,
  b: Report<ProgressFacts>,
): number {
  return (
    stateOrder(a.facts.state) - stateOrder(b.facts.state) ||
    timeOrder(a.facts.observedAt, b.facts.observedAt) ||
    positionOrder(a.position, b.position)
  );
}

/**
 * Two reports of the same attempt or job made one. Neither order nor repetition
 * matters: a late "queued" never undoes "completed", a finish time is never moved
 * by a report that does not complete, and what the winner leaves out is kept.
 */
export function mergeRunFacts<Facts extends ProgressFacts>(
  a: Report<Facts>,
  b: Report<Facts>,
): Report<Facts> {
  const [first, second] = reportOrder(a, b) >= 0 ? [a, b] : [b, a];
  return {
    facts: withMissingFrom(believable(first.facts), believable(second.facts)),
    position: first.position,
  };
}

/** What a lone report may say; merging it with itself changes nothing. */
export function soleReport<Facts extends ProgressFacts>(
  report: Report<Facts>,
): Report<Facts> {
  return { ...report, facts: believable(report.facts) };
}
