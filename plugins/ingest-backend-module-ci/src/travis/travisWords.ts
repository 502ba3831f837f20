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

/** Where a build or job stands, by its state, else by its status message. */
export function travisProgress(build: {
  state?: string;
  status_message?: string;
  finished_at?: string;
}): Progress {
  const over = build.finished_at !== undefined;
  return build.state
    ? progressOf(states, build.state, over)
    : progressOf(messages, build.status_message, over);
}
