import { CiRun } from '@quarterdeck/plugin-ingest-common';
import { Progress, progressOf, Stand } from '../progressOf';

/** State and result in our words, with Jenkins' own kept beside them. */
export type JenkinsProgress = Pick<
  CiRun,
  'state' | 'result' | 'rawState' | 'rawResult'
>;

const results = new Map<string, Stand>([
  ['success', 'success'],
  // Tests failed and the build went on: neither a success nor a failure.
  ['unstable', 'unstable'],
  ['failure', 'failure'],
  ['aborted', 'cancelled'],
  ['not_built', 'skipped'],
]);

const phases = new Map<string, CiRun['state']>([
  ['QUEUED', 'pending'],
  ['STARTED', 'executing'],
  ['COMPLETED', 'completed'],
  ['FINALIZED', 'completed'],
]);

const stages = new Map<string, Stand>([
  ...results,
  ['failed', 'failure'],
  ['not_executed', 'skipped'],
  ['in_progress', 'executing'],
  ['queued', 'pending'],
  ['paused_pending_input', 'waiting_gate'],
]);

/**
 * A build by the Notification plugin's phase. The `status` of a build that only
 * begins is that of the build before it, so it is not read before the end.
 */
export function phaseProgress(
  phase: string | undefined,
  status: string | undefined,
): JenkinsProgress {
  const state = phases.get(phase?.toUpperCase() ?? '') ?? 'pending';
  if (state !== 'completed') return { state, rawState: phase };
  return {
    ...progressOf(results, status, true),
    rawState: phase,
    rawResult: status,
  };
}

/**
 * A build by the API's `building` and `result`. Jenkins may set the result
 * while the build still runs, and then it can get worse.
 */
export function buildProgress(
  building: boolean | undefined,
  result: string | undefined,
): JenkinsProgress {
  if (building === true || (building === undefined && !result)) {
    return { state: 'executing', rawState: 'building', rawResult: result };
  }
  return { ...progressOf(results, result, true), rawResult: result };
}

/** A stage; `buildOver` when its build has ended, so that the stage has, too. */
export function stageProgress(
  status: string | undefined,
  buildOver: boolean,
): JenkinsProgress {
  const progress: Progress = progressOf(stages, status, buildOver);
  return { ...progress, rawState: status };
}
