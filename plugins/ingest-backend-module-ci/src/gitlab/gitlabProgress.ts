import { CiRun } from '@quarterdeck/plugin-ingest-common';
import { progressOf, Stand } from '../progressOf';

/** State and result in our words, with GitLab's own kept beside them. */
export type GitlabProgress = Pick<
  CiRun,
  'state' | 'result' | 'rawState' | 'rawResult'
>;

const words = new Map<string, Stand>([
  ['created', 'pending'],
  ['waiting_for_resource', 'pending'],
  ['waiting_for_callback', 'pending'],
  ['preparing', 'pending'],
  ['pending', 'pending'],
  // A delayed job: the clock starts it, not a person.
  ['scheduled', 'pending'],
  ['manual', 'waiting_gate'],
  ['running', 'executing'],
  ['canceling', 'finalizing'],
  ['success', 'success'],
  ['failed', 'failure'],
  ['canceled', 'cancelled'],
  ['skipped', 'skipped'],
]);

const timeouts = new Set([
  'stuck_or_timeout_failure',
  'job_execution_timeout',
  'job_execution_server_timeout',
]);

/** Failures that say nothing of the commit: GitLab or its runner broke. */
const faults = new Set([
  'api_failure',
  'archived_failure',
  'data_integrity_failure',
  'environment_creation_failure',
  'no_matching_runner',
  'runner_configuration_error',
  'runner_system_failure',
  'runner_unsupported',
  'scheduler_failure',
  'stale_schedule',
  'unmet_prerequisites',
]);

/**
 * The status of a pipeline or job in our words. GitLab fills `failure_reason`
 * for jobs that did not fail, too, so it counts only beside `failed`.
 */
export function gitlabProgress(
  status: string | undefined,
  options: { over?: boolean; failureReason?: string } = {},
): GitlabProgress {
  const { state, result } = progressOf(words, status, options.over);
  const failed = result === 'failure';
  const reason = failed ? options.failureReason : undefined;
  return {
    state,
    result: failed ? resultOf(reason) : result,
    rawState: status,
    rawResult: reason,
  };
}

function resultOf(reason: string | undefined): CiRun['result'] {
  if (reason === undefined) return 'failure';
  if (timeouts.has(reason)) return 'timeout';
  return faults.has(reason) ? 'error' : 'failure';
}
