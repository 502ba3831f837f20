import { CiRun } from '@quarterdeck/plugin-ingest-common';
import { progressOf, Stand } from '../progressOf';

/** State and result in our words, with CircleCI's own kept beside them. */
export type CircleciProgress = Pick<CiRun, 'state' | 'result' | 'rawState'>;

const words = new Map<string, Stand>([
  ['queued', 'pending'],
  ['not_running', 'pending'],
  // Waits for jobs before it.
  ['blocked', 'pending'],
  ['on_hold', 'waiting_gate'],
  ['running', 'executing'],
  // A job has failed and others still run.
  ['failing', 'executing'],
  ['success', 'success'],
  ['failed', 'failure'],
  ['error', 'error'],
  // Whoever started it may not use what it needs.
  ['unauthorized', 'error'],
  ['infrastructure_fail', 'error'],
  ['timedout', 'timeout'],
  ['canceled', 'cancelled'],
  ['not_run', 'skipped'],
  ['terminated-unknown', 'unknown'],
]);

/** The status of a workflow or job in our words; `over` when it has stopped. */
export function circleciProgress(
  status: string | undefined,
  over: boolean,
): CircleciProgress {
  return { ...progressOf(words, status, over), rawState: status };
}
