import { Progress, progressOf, Stand } from '../progressOf';

/** States of builds and jobs. */
const states: ReadonlyMap<string, Stand> = new Map<string, Stand>([
  ['created', 'pending'],
  ['queued', 'pending'],
  ['received', 'pending'],
  ['started', 'executing'],
  ['passed', 'success'],
  ['failed', 'failure'],
  ['errored', 'error'],
  ['canceled', 'cancelled'],
]);

/** `status_message` of bodies without `state`; it also compares with the build before. */
const messages: ReadonlyMap<string, Stand> = new Map<string, Stand>([
  ['pending', 'pending'],
  ['passed', 'success'],
  ['fixed', 'success'],
  ['broken', 'failure'],
  ['failed', 'failure'],
  ['still failing', 'failure'],
  ['errored', 'error'],
  ['canceled', 'cancelled'],
]);

/** `result` (`status` before) of those that are over: the exit code of the build. */
function finished(code: number | undefined): Progress {
  if (code === undefined) return { state: 'completed', result: 'unknown' };
  return { state: 'completed', result: code === 0 ? 'success' : 'failure' };
}

/**
 * Where a build or job stands, by its state, else by its status message. The
 * jobs of older bodies are all `finished`, and their result is a number.
 */
export function travisProgress(build: {
  state?: string;
  status_message?: string;
  result?: number;
  status?: number;
  finished_at?: string;
}): Progress {
  const over = build.finished_at !== undefined;
  if (build.state?.toLowerCase() === 'finished') {
    return build.status_message
      ? progressOf(messages, build.status_message, true)
      : finished(build.result ?? build.status);
  }
  return build.state
    ? progressOf(states, build.state, over)
    : progressOf(messages, build.status_message, over);
}
