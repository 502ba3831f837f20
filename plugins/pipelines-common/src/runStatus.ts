import { RunResult, RunState } from './runFacts';

/** The six state tokens of the UI, see UI.md 1.1. */
export const stateTokens = [
  'success',
  'warn',
  'error',
  'info',
  'hold',
  'neutral',
] as const;

/** @see stateTokens */
export type StateToken = (typeof stateTokens)[number];

/** What a list can be filtered by; each has one word and one state token. */
export const statusKeys = [
  'passed',
  'flaky',
  'unstable',
  'failed',
  'running',
  'waiting',
  'queued',
  'cancelled',
  'skipped',
  'neutral',
  'unknown',
] as const;

/** @see statusKeys */
export type StatusKey = (typeof statusKeys)[number];

/** Those of a run that is not over. */
export const activeStatusKeys: readonly StatusKey[] = [
  'running',
  'waiting',
  'queued',
];

/** A status as a page shows it: token for colour and icon, and the word. */
export interface StatusDisplay {
  key: StatusKey;
  state: StateToken;
  word: string;
}

const displays: Record<StatusKey, Omit<StatusDisplay, 'key'>> = {
  passed: { state: 'success', word: 'Passed' },
  flaky: { state: 'warn', word: 'Passed, flaky' },
  unstable: { state: 'warn', word: 'Unstable' },
  failed: { state: 'error', word: 'Failed' },
  running: { state: 'info', word: 'Running' },
  waiting: { state: 'hold', word: 'Waiting' },
  queued: { state: 'neutral', word: 'Queued' },
  cancelled: { state: 'neutral', word: 'Cancelled' },
  skipped: { state: 'neutral', word: 'Skipped' },
  neutral: { state: 'neutral', word: 'Neutral' },
  unknown: { state: 'neutral', word: 'Unknown' },
};

/** Token and word of a status. */
export function statusDisplay(key: StatusKey): StatusDisplay {
  return { key, ...displays[key] };
}

const resultKeys: Record<RunResult, StatusKey> = {
  success: 'passed',
  failure: 'failed',
  error: 'failed',
  timeout: 'failed',
  cancelled: 'cancelled',
  skipped: 'skipped',
  unstable: 'unstable',
  neutral: 'neutral',
  unknown: 'unknown',
};

const activeKeys: Record<Exclude<RunState, 'completed'>, StatusKey> = {
  pending: 'queued',
  waiting_gate: 'waiting',
  executing: 'running',
  finalizing: 'running',
};

/**
 * The status of a run, job or step. `flaky` says that it passed at a second
 * attempt of the same commit after a failed one.
 */
export function statusKey(facts: {
  state: RunState;
  result?: RunResult | null;
  flaky?: boolean;
}): StatusKey {
  if (facts.state !== 'completed') return activeKeys[facts.state];
  const key = resultKeys[facts.result ?? 'unknown'];
  return key === 'passed' && facts.flaky ? 'flaky' : key;
}

/** Whether a result says that the thing went wrong. */
export function isFailedResult(result?: RunResult | null): boolean {
  return result === 'failure' || result === 'error' || result === 'timeout';
}
