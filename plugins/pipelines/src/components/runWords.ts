import { RunSummary, StatusKey } from '@quarterdeck/plugin-pipelines-common';
import { StateName } from '@quarterdeck/plugin-portal-react';

/** Icon outline of a status: three kinds of neutral have one of their own. */
export function stateOf(status: {
  key: StatusKey;
  state: Exclude<StateName, 'queued' | 'skipped' | 'unknown'>;
}): StateName {
  const { key, state } = status;
  if (key === 'queued' || key === 'skipped' || key === 'unknown') return key;
  return state;
}

/** The page of an attempt. */
export function runHref(run: {
  instance: string;
  externalId: string;
  attempt: number;
}): string {
  return `/pipelines/runs/${encodeURIComponent(
    run.instance,
  )}/${encodeURIComponent(run.externalId)}/${run.attempt}`;
}

/** Seven characters of a hash, as everybody writes it. */
export const shortSha = (sha: string | null): string => sha?.slice(0, 7) ?? '';

const triggers: Record<RunSummary['trigger'], string> = {
  push: 'pushed',
  change: 'opened a change',
  schedule: 'on schedule',
  manual: 'started it',
  api: 'started it by API',
  upstream: 'after another run',
  deployment: 'deployed',
  unknown: 'started it',
};

/** What the person did to start it. */
export const triggerWords = (run: RunSummary): string => triggers[run.trigger];

/** Seconds a row takes in all, for the shared scale of the list. */
export function totalSeconds(run: RunSummary, now: Date): number {
  const begun = run.workStartedAt ?? run.startedAt;
  const running =
    run.state !== 'completed' && begun
      ? (now.getTime() - Date.parse(begun)) / 1000
      : 0;
  return (run.queueSeconds ?? 0) + (run.runSeconds ?? running);
}
