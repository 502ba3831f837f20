import { Progress, progressOf, Stand } from '../progressOf';

/** `cicd.pipeline.result` and `cicd.pipeline.task.run.result`. */
const results: ReadonlyMap<string, Stand> = new Map<string, Stand>([
  ['success', 'success'],
  ['failure', 'failure'],
  ['error', 'error'],
  ['timeout', 'timeout'],
  ['cancellation', 'cancelled'],
  ['skip', 'skipped'],
  ['skipped', 'skipped'],
  // Of the Collector's GitHub receiver, which hands GitHub's words on.
  ['cancelled', 'cancelled'],
  ['canceled', 'cancelled'],
  ['timed_out', 'timeout'],
  ['startup_failure', 'error'],
  ['neutral', 'neutral'],
]);

const states: ReadonlyMap<string, Stand> = new Map<string, Stand>([
  ['pending', 'pending'],
  ['executing', 'executing'],
  ['finalizing', 'finalizing'],
]);

/** `status.code` of a span that failed. */
const errorCode = 2;

/**
 * Where the run or task behind a span stands. A span without a result has
 * failed when its status says so, and is otherwise unknown: an unset or even an
 * `OK` status speaks of the span and not of the pipeline.
 */
export function otlpProgress(span: {
  state?: string;
  result?: string;
  statusCode?: number;
  ended: boolean;
}): Progress {
  const { state, result, statusCode, ended } = span;
  if (result) return progressOf(results, result, true);
  const told = state ? progressOf(states, state) : undefined;
  if (told && told.state !== 'pending') return told;
  if (state?.toLowerCase() === 'pending') return { state: 'pending' };
  if (!ended) return { state: 'executing' };
  return {
    state: 'completed',
    result: statusCode === errorCode ? 'failure' : 'unknown',
  };
}
