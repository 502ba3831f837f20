import { CiRun } from '@quarterdeck/plugin-ingest-common';
import { progressOf, Stand } from '../progressOf';

/** State and result in our words, with Azure's own kept beside them. */
export type AzureProgress = Pick<
  CiRun,
  'state' | 'result' | 'rawState' | 'rawResult'
>;

const states = new Map<string, CiRun['state']>([
  ['notstarted', 'pending'],
  ['pending', 'pending'],
  ['queued', 'pending'],
  ['postponed', 'pending'],
  // Its checks and approvals have not let it go on.
  ['waiting', 'waiting_gate'],
  ['inprogress', 'executing'],
  ['running', 'executing'],
  ['cancelling', 'finalizing'],
  ['canceling', 'finalizing'],
  ['completed', 'completed'],
]);

const results = new Map<string, Stand>([
  ['succeeded', 'success'],
  ['succeededwithissues', 'unstable'],
  ['partiallysucceeded', 'unstable'],
  ['failed', 'failure'],
  ['canceled', 'cancelled'],
  ['cancelled', 'cancelled'],
  ['stopped', 'cancelled'],
  // An approver said no, so it never ran.
  ['rejected', 'cancelled'],
  ['skipped', 'skipped'],
  // The agent was lost.
  ['abandoned', 'error'],
]);

/**
 * `state` (or `status`) and `result` in our words. Old bodies put the result
 * into `status`; a result beside a state that is not `completed` is not final.
 */
export function azureProgress(
  state: string | undefined,
  result: string | undefined,
): AzureProgress {
  const raw = { rawState: state, rawResult: result };
  const word = state?.toLowerCase() ?? '';
  const known = states.get(word);
  if (known && known !== 'completed') return { state: known, ...raw };
  const isResult = results.has(word);
  const over = known === 'completed' || isResult;
  const end = isResult && result === undefined ? word : result;
  return over
    ? { ...progressOf(results, end, true), ...raw }
    : { state: 'pending', ...raw };
}
