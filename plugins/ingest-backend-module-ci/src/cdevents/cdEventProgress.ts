import { CiRun } from '@quarterdeck/plugin-ingest-common';
import { Progress, progressOf, Stand } from '../progressOf';

/** Outcomes. Test runs of older versions say `pass` and `fail`. */
const outcomes: ReadonlyMap<string, Stand> = new Map<string, Stand>([
  ['success', 'success'],
  ['pass', 'success'],
  ['failure', 'failure'],
  ['fail', 'failure'],
  ['cancel', 'cancelled'],
  ['error', 'error'],
]);

/** Where a run stands by the predicate of an event about it, and how it ended by its outcome. */
export function cdEventProgress(
  predicate: string,
  outcome: string | undefined,
): Progress {
  switch (predicate) {
    case 'queued':
      return { state: 'pending' };
    case 'started':
      return { state: 'executing' };
    case 'finished':
      // A build's end says nothing about how it ended.
      return progressOf(outcomes, outcome, true);
    case 'skipped':
      return { state: 'completed', result: 'skipped' };
    default:
      return { state: 'pending' };
  }
}

const triggers = new Map<string, CiRun['trigger']>([
  ['manual', 'manual'],
  ['pipeline', 'upstream'],
  ['event', 'api'],
  ['schedule', 'schedule'],
]);

/** The trigger of a test run in our words. */
export function cdEventTrigger(type: string | undefined): CiRun['trigger'] {
  return triggers.get(type ?? '') ?? 'unknown';
}
