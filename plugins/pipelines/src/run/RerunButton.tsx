import {
  isFailedResult,
  RunSummary,
} from '@quarterdeck/plugin-pipelines-common';
import {
  Muted,
  RelativeTime,
  StatusChip,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { useRerunFailedJobs } from '../api/gateChanges';
import { useOutbox } from '../api/gateQueries';
import { useMayDo } from '../api/useMayDo';
import { ActionButton } from '../gates/ActionButton';
import { callWords, refName } from '../gates/gateWords';

/** Whether the provider could run this attempt again at all. */
export const canRerun = (run: RunSummary): boolean =>
  run.isLatestAttempt &&
  run.state === 'completed' &&
  (run.result === 'cancelled' || isFailedResult(run.result)) &&
  (run.provider === 'github' || run.provider === 'gitlab');

/** Asks the provider to run the failed jobs again. */
export function RerunButton({ run }: { run: RunSummary }) {
  const rerun = useRerunFailedJobs();
  const may = useMayDo('rerun', run.entityRef);
  if (!canRerun(run)) return null;
  const { instance, externalId, attempt } = run;
  return (
    <ActionButton
      label="Run failed jobs again"
      icon="retrain"
      variant="contained"
      size="medium"
      quiet
      off={!may.allowed}
      why={may.why}
      title="Run failed jobs again"
      consequence={`${run.instance} is asked to run the failed jobs of ${
        run.pipeline.name
      } ${
        run.number === null ? run.externalId : `#${run.number}`
      } again, as attempt ${
        run.attempt + 1
      }. What has passed is kept. Your name and reason go into the audit record.`}
      reason="optional"
      change={rerun}
      input={reason => ({ run: { instance, externalId, attempt }, reason })}
      done="Asked the provider to run the failed jobs again."
    />
  );
}

/** Where the call stands, once somebody asked. */
export function RerunState({ run }: { run: RunSummary }) {
  const calls = useOutbox(
    {
      instance: run.instance,
      run: run.externalId,
      purpose: ['rerun_failed_jobs'],
    },
    canRerun(run),
  );
  const call = calls.data?.items[0];
  if (!call || !canRerun(run)) return null;
  return (
    <span role="status">
      <StatusChip {...callWords(call.state)} />{' '}
      <Muted>
        {refName(call.requestedBy)} asked for the failed jobs again{' '}
        <RelativeTime at={call.createdAt} />
        {call.lastError && `: ${call.lastError}`}
      </Muted>{' '}
      {call.state === 'dead' && (
        <TextLink to="/gates?view=calls&state=dead">Send it again</TextLink>
      )}
    </span>
  );
}
