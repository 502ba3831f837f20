/** Where a run, job or step stands. It only ever moves to the right. */
export const runStates = [
  'pending',
  'waiting_gate',
  'executing',
  'finalizing',
  'completed',
] as const;

/** @see runStates */
export type RunState = (typeof runStates)[number];

/** How a completed run, job or step ended. */
export const runResults = [
  'success',
  'failure',
  'error',
  'timeout',
  'cancelled',
  'skipped',
  'unstable',
  'neutral',
  'unknown',
] as const;

/** @see runResults */
export type RunResult = (typeof runResults)[number];

/** Why a run was started. */
export const runTriggers = [
  'push',
  'change',
  'schedule',
  'manual',
  'api',
  'upstream',
  'deployment',
  'unknown',
] as const;

/** @see runTriggers */
export type RunTrigger = (typeof runTriggers)[number];

const orders: Record<RunState, number> = {
  pending: 0,
  waiting_gate: 1,
  executing: 2,
  finalizing: 3,
  completed: 4,
};

/** How far along a state is: a later report never moves a run to a lower one. */
export function stateOrder(state: RunState): number {
  return orders[state];
}
