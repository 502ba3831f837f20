import { boundedId } from '../boundedId';
import { NamedWork } from '../deploymentByName';
import { jobKind } from '../jobKind';
import { latest } from '../bodyValues';
import { hasBegun, Progress, progressOf } from '../progressOf';
import { EventInputs } from '../providerEvent';
import { branchOf, BuildkiteBody, BuildkiteJob } from './buildkiteBody';
import { jobWords } from './buildkiteWords';

/** Where a job stands; a finished one whose state says no more goes by its exit status. */
export function buildkiteJobProgress(
  job: Pick<BuildkiteJob, 'state' | 'exit_status'>,
  event: string,
): Progress {
  const over = event === 'job.finished' || job.state === 'finished';
  if (job.state === 'finished' && job.exit_status !== undefined) {
    const result = job.exit_status === 0 ? 'success' : 'failure';
    return { state: 'completed', result };
  }
  return progressOf(jobWords, job.state, over);
}

/** A command or trigger job as a `ci.job.v1`. */
export function buildkiteJob(
  body: BuildkiteBody,
  job: BuildkiteJob,
  event: string,
  project: string,
  now: Date,
): EventInputs['ci.job.v1'] {
  const { build, pipeline } = body;
  const progress = buildkiteJobProgress(job, event);
  const name = job.name ?? job.label ?? job.step_key ?? `job ${job.id}`;
  const { parallel_group_index: index, parallel_group_total: total } = job;
  return {
    provider: 'buildkite',
    instance: 'buildkite.com',
    project,
    externalId: job.id,
    runExternalId: build.id,
    runAttempt: 1,
    pipelineName: pipeline?.name ?? pipeline?.slug,
    name,
    kind: jobKind(name),
    allowFailure: job.soft_failed ?? false,
    attempt: (job.retries_count ?? 0) + 1,
    matrixKey:
      index !== undefined && total !== undefined
        ? `${index + 1} of ${total}`
        : undefined,
    branch: branchOf(build),
    sha: build.commit === 'HEAD' ? undefined : build.commit,
    runner: job.agent && {
      name: job.agent.name,
      group: queueOf(job.agent.meta_data),
      labels: job.agent.meta_data,
    },
    failureMessage:
      progress.result === 'failure' && job.exit_status !== undefined
        ? `Exit status ${job.exit_status}`
        : undefined,
    url: job.web_url,
    ...progress,
    rawState: job.state,
    createdAt: job.created_at,
    queuedAt: job.runnable_at ?? job.scheduled_at ?? job.created_at,
    startedAt: hasBegun(progress) ? job.started_at : undefined,
    finishedAt: progress.state === 'completed' ? job.finished_at : undefined,
    observedAt:
      latest(
        job.created_at,
        job.scheduled_at,
        job.runnable_at,
        job.started_at,
        job.finished_at,
      ) ?? now.toISOString(),
  };
}

/**
 * A job as work that may deploy. A retried job has an id of its own, so the
 * deployment is known by its step.
 */
export function buildkiteDeployment(
  { build }: BuildkiteBody,
  job: BuildkiteJob,
  data: EventInputs['ci.job.v1'],
): NamedWork {
  const step = job.step_key ?? data.name;
  const login = build.creator?.email ?? build.creator?.name;
  return {
    ...data,
    externalId: boundedId(`${build.id}/${step}/${data.matrixKey ?? ''}`),
    runAttempt: data.attempt,
    jobExternalId: job.id,
    ref: build.branch ?? build.tag,
    version: build.tag,
    actor: login ? { login, name: build.creator?.name } : undefined,
  };
}

function queueOf(metaData: readonly string[]): string | undefined {
  return metaData
    .find(entry => entry.startsWith('queue='))
    ?.slice('queue='.length);
}
