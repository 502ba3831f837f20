import { z } from 'zod';
import { CiRun } from '@quarterdeck/plugin-ingest-common';
import { jobKind } from '../jobKind';
import { EventInputs } from './eventInputs';
import { GithubPlace } from './githubPlace';
import { githubProgress, hasBegun } from './githubProgress';
import {
  id,
  latest,
  maybeCount,
  maybeSha,
  maybeText,
  maybeTime,
  readableItems,
} from './githubValues';

const stepSchema = z.object({
  number: maybeCount,
  name: maybeText,
  status: maybeText,
  conclusion: maybeText,
  started_at: maybeTime,
  completed_at: maybeTime,
});

/** A job as the REST API and `workflow_job` deliveries give it. */
export const githubJobSchema = z.object({
  id,
  run_id: id,
  run_attempt: maybeCount,
  name: maybeText,
  workflow_name: maybeText,
  status: maybeText,
  conclusion: maybeText,
  head_branch: maybeText,
  head_sha: maybeSha,
  created_at: maybeTime,
  started_at: maybeTime,
  completed_at: maybeTime,
  steps: readableItems(stepSchema, 1000),
  labels: readableItems(z.string(), 50),
  runner_name: maybeText,
  runner_group_name: maybeText,
  html_url: maybeText,
});

/** @see githubJobSchema */
export type GithubJob = z.output<typeof githubJobSchema>;

/**
 * A job as a `ci.job.v1`.
 *
 * While a job waits, `started_at` repeats the time it was queued; it becomes the
 * start only once the job runs, so the two are kept apart here.
 */
export function jobFromApi(
  job: GithubJob,
  place: GithubPlace,
  context: { now: Date },
): EventInputs['ci.job.v1'] {
  const progress = githubProgress(job.status, job.conclusion);
  const begun = hasBegun(progress.state);
  const name = job.name ?? `job ${job.id}`;
  const steps = job.steps.map(stepOf);
  return {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId: job.id,
    runExternalId: job.run_id,
    runAttempt: job.run_attempt || 1,
    pipelineName: job.workflow_name,
    name,
    kind: jobKind(name),
    branch: job.head_branch,
    sha: job.head_sha,
    runner: {
      name: job.runner_name,
      group: job.runner_group_name,
      labels: job.labels,
    },
    steps,
    url:
      job.html_url ??
      `${place.webUrl}/actions/runs/${job.run_id}/job/${job.id}`,
    ...progress,
    createdAt: job.created_at,
    queuedAt: job.created_at ?? (begun ? undefined : job.started_at),
    startedAt: begun ? job.started_at : undefined,
    finishedAt: progress.state === 'completed' ? job.completed_at : undefined,
    // A job has no `updated_at`: its newest time is when it last changed.
    observedAt:
      latest(
        job.created_at,
        job.started_at,
        job.completed_at,
        ...steps.map(step => latest(step.startedAt, step.finishedAt)),
      ) ?? context.now.toISOString(),
  };
}

interface Step {
  ordinal: number;
  name: string;
  state: CiRun['state'];
  result?: CiRun['result'];
  rawState?: string;
  rawResult?: string;
  startedAt?: string;
  finishedAt?: string;
}

function stepOf(step: z.output<typeof stepSchema>, index: number): Step {
  const progress = githubProgress(step.status, step.conclusion);
  const ordinal = step.number ?? index + 1;
  return {
    ordinal,
    name: step.name ?? `step ${ordinal}`,
    ...progress,
    startedAt: hasBegun(progress.state) ? step.started_at : undefined,
    finishedAt: progress.state === 'completed' ? step.completed_at : undefined,
  };
}
