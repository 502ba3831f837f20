import { Stand } from '../progressOf';

/** States of a build. */
export const buildWords: ReadonlyMap<string, Stand> = new Map<string, Stand>([
  ['creating', 'pending'],
  ['scheduled', 'pending'],
  ['waiting', 'pending'],
  ['started', 'executing'],
  ['running', 'executing'],
  ['failing', 'executing'],
  ['canceling', 'finalizing'],
  ['blocked', 'waiting_gate'],
  ['passed', 'success'],
  ['failed', 'failure'],
  ['waiting_failed', 'failure'],
  ['canceled', 'cancelled'],
  ['skipped', 'skipped'],
  ['not_run', 'skipped'],
]);

/** States of a job. `finished` is not here: its exit status says how. */
export const jobWords: ReadonlyMap<string, Stand> = new Map<string, Stand>([
  ['pending', 'pending'],
  ['waiting', 'pending'],
  ['limiting', 'pending'],
  ['limited', 'pending'],
  ['platform_limiting', 'pending'],
  ['platform_limited', 'pending'],
  ['scheduled', 'pending'],
  ['reserved', 'pending'],
  ['assigned', 'pending'],
  ['accepted', 'pending'],
  ['blocked', 'waiting_gate'],
  ['started', 'executing'],
  ['running', 'executing'],
  ['canceling', 'finalizing'],
  ['timing_out', 'finalizing'],
  ['passed', 'success'],
  ['failed', 'failure'],
  ['waiting_failed', 'skipped'],
  ['blocked_failed', 'skipped'],
  ['unblocked_failed', 'skipped'],
  ['broken', 'skipped'],
  ['skipped', 'skipped'],
  ['not_run', 'skipped'],
  ['canceled', 'cancelled'],
  ['timed_out', 'timeout'],
  // No agent took it in time: nothing of it ran.
  ['expired', 'timeout'],
]);
