import { StatusKey } from './runStatus';

/** What rollups count runs under. */
export const runOutcomes = [
  'passed',
  'flaky',
  'failed',
  'cancelled',
  'other',
] as const;

/** @see runOutcomes */
export type RunOutcome = (typeof runOutcomes)[number];

/** What a status counts as; `null` while the run is not over. */
export function runOutcome(key: StatusKey): RunOutcome | null {
  switch (key) {
    case 'passed':
    case 'flaky':
    case 'failed':
    case 'cancelled':
      return key;
    case 'running':
    case 'waiting':
    case 'queued':
      return null;
    default:
      return 'other';
  }
}

/** Whether an outcome says that a branch is well or not; others say nothing. */
export function isConclusive(outcome: RunOutcome | null): boolean {
  return outcome === 'passed' || outcome === 'flaky' || outcome === 'failed';
}

/** Passed of passed and failed; `null` when there was neither. */
export function successRate(counts: {
  passed: number;
  flaky: number;
  failed: number;
}): number | null {
  const good = counts.passed + counts.flaky;
  const all = good + counts.failed;
  return all === 0 ? null : good / all;
}
