import { Gate, Job } from '@quarterdeck/plugin-pipelines-common';
import { StateName, TimelineJob } from '@quarterdeck/plugin-portal-react';
import { RunAnswer } from '../api/answerTypes';
import { stateOf } from '../components/runWords';

const gateStates: Record<Gate['state'], { state: StateName; word: string }> = {
  pending: { state: 'hold', word: 'Waiting' },
  approved: { state: 'success', word: 'Approved' },
  rejected: { state: 'error', word: 'Rejected' },
  expired: { state: 'neutral', word: 'Expired' },
  bypassed: { state: 'warn', word: 'Bypassed' },
};

/** Icon and word of a gate. */
export const gateState = (state: Gate['state']) => gateStates[state];

/** What a gate guards, in the provider's words. */
export const gateName = (gate: Gate): string =>
  gate.environment ? `Gate: ${gate.environment}` : `Gate: ${gate.kind}`;

const earliest = (times: ReadonlyArray<string | null>): number | undefined => {
  const known = times
    .filter((time): time is string => time !== null)
    .map(time => Date.parse(time));
  return known.length === 0 ? undefined : Math.min(...known);
};

/**
 * Zero of the timeline: when the attempt was asked for. A later attempt keeps the
 * creation time of the first, so the creation time is the last choice.
 */
export function runStart({
  run,
  jobs,
}: Pick<RunAnswer, 'run' | 'jobs'>): number {
  return (
    earliest([run.queuedAt, run.startedAt]) ??
    earliest(jobs.flatMap(job => [job.queuedAt, job.startedAt])) ??
    Date.parse(run.createdAt ?? run.listedAt)
  );
}

function jobBar(job: Job, seconds: (at: string | null) => number | null) {
  return {
    key: job.externalId,
    name: job.name,
    stage: job.stage ?? undefined,
    state: stateOf(job.status),
    word: job.notReached ? 'not reached' : job.status.word,
    queuedAt: seconds(job.queuedAt),
    startedAt: seconds(job.startedAt),
    finishedAt: seconds(job.finishedAt),
    onCriticalPath: job.onCriticalPath,
    notReached: job.notReached,
    gate: job.kind === 'approval',
  };
}

/** Jobs, then gates, in seconds from the run's start. What began earlier is cut at zero. */
export function timelineJobs(
  answer: Pick<RunAnswer, 'run' | 'jobs' | 'gates'>,
): TimelineJob[] {
  const start = runStart(answer);
  const seconds = (at: string | null) =>
    at === null ? null : Math.max(0, (Date.parse(at) - start) / 1000);
  const stages = answer.jobs.some(job => job.stage !== null);
  return [
    ...answer.jobs.map(job => jobBar(job, seconds)),
    ...answer.gates.map(gate => ({
      key: `gate:${gate.externalId}`,
      name: gateName(gate),
      stage: stages ? 'Gates' : undefined,
      ...gateStates[gate.state],
      queuedAt: seconds(gate.askedAt),
      startedAt: null,
      finishedAt: seconds(gate.decidedAt),
      onCriticalPath: false,
      notReached: false,
      gate: true,
    })),
  ];
}
