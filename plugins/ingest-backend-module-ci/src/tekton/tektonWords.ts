import { Progress } from '../progressOf';

const cancelled =
  /^(?:(?:PipelineRun|TaskRun|CustomRun|Run)?Cancell?ed|CancelledRunFinally|StoppedRunFinally|PipelineRunStopping|PipelineRunCouldntCancel|TaskRunCancelled)$/i;
const timeout = /Time(?:d)?Out$/i;
/** What failed before any step could run: the definition, its parts or its image. */
const error =
  /^(?:CouldntGet|Failed(?:To|Validation|Resolution)|Invalid|Parameter|ImagePull|PodCreation|PodAdmission|Create(?:Run|ContainerConfig)|ResolutionFailed|.*(?:ValidationFailed|ResolutionFailed|ImagePullFailed|InternalError|OOMKilled|Evicted))/i;

/** What the condition `Succeeded` of a run says. */
export interface TektonCondition {
  /** `True`, `False` or `Unknown`. */
  status?: string;
  reason?: string;
}

/**
 * The last word of an event's type in ours. `started` says that the controller
 * has seen the run, `unknown` that it goes on for another reason than `Running`.
 * Type and condition are two witnesses: where they contradict each other, the
 * result is unknown.
 */
export function tektonProgress(
  word: string,
  condition: TektonCondition = {},
  begun = true,
): Progress {
  const { status, reason = '' } = condition;
  switch (word) {
    case 'queued':
      return { state: 'pending' };
    case 'started':
      return { state: begun ? 'executing' : 'pending' };
    case 'running':
      return { state: 'executing' };
    case 'unknown':
      if (/Pending$/.test(reason)) return { state: 'pending' };
      return {
        state: /Cancel|Stop|Finally/i.test(reason) ? 'finalizing' : 'executing',
      };
    case 'successful':
      return {
        state: 'completed',
        result:
          status === undefined || status === 'True' ? 'success' : 'unknown',
      };
    case 'failed':
      if (status === 'True') return { state: 'completed', result: 'unknown' };
      if (cancelled.test(reason)) {
        return { state: 'completed', result: 'cancelled' };
      }
      if (timeout.test(reason)) {
        return { state: 'completed', result: 'timeout' };
      }
      return {
        state: 'completed',
        result: error.test(reason) ? 'error' : 'failure',
      };
    default:
      return { state: 'pending' };
  }
}
