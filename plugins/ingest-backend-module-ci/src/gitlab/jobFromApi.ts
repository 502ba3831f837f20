import { CiJob } from '@quarterdeck/plugin-ingest-common';
import {
  amountOf,
  countOf,
  Fields,
  fieldsOf,
  flagOf,
  idOf,
  shaOf,
  textList,
  textOf,
} from '../fields';
import { jobKind } from '../jobKind';
import { hasBegun } from '../progressOf';
import { EventInputs } from '../providerEvent';
import { latestOf, shifted, timeOf } from '../times';
import { GitlabPlace } from './gitlabPlace';
import { gitlabProgress } from './gitlabProgress';

type JobInput = EventInputs['ci.job.v1'];

/** The pipeline a job belongs to, where the delivery describes it. */
export interface JobSurroundings {
  now: Date;
  runExternalId?: string;
  pipelineName?: string;
  branch?: string;
  sha?: string;
}

/**
 * A job as the REST API gives it, as Pipeline Hooks list it under `builds`, and
 * as Job Hooks give it once their `build_` is taken off; `undefined` when it or
 * its pipeline has no id. Each try of a retried job has an id of its own.
 */
export function jobFromApi(
  job: Fields,
  place: GitlabPlace,
  context: JobSurroundings,
): JobInput | undefined {
  const externalId = idOf(job.id);
  const pipeline = fieldsOf(job.pipeline);
  const runExternalId = context.runExternalId ?? idOf(pipeline.id);
  if (!externalId || !runExternalId) return undefined;
  const finished = timeOf(job.finished_at);
  const progress = gitlabProgress(textOf(job.status), {
    over: finished !== undefined,
    failureReason: textOf(job.failure_reason),
  });
  const createdAt = timeOf(job.created_at);
  const startedAt = hasBegun(progress) ? timeOf(job.started_at) : undefined;
  const finishedAt = progress.state === 'completed' ? finished : undefined;
  const name = textOf(job.name) ?? `job ${externalId}`;
  const stage = textOf(job.stage);
  const retries = countOf(job.retries_count);
  return {
    // Written out: spreading costs more than all else a delivery needs.
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId,
    runExternalId,
    runAttempt: 1,
    pipelineName: context.pipelineName,
    name,
    stage,
    kind: kindOf(job, name, stage),
    allowFailure: flagOf(job.allow_failure) ?? false,
    attempt: retries === undefined ? undefined : retries + 1,
    matrixKey: matrixKey(name),
    branch:
      context.branch ??
      (flagOf(job.tag) === true ? undefined : textOf(job.ref)),
    sha: context.sha ?? shaOf(pipeline.sha),
    runner: runnerOf(fieldsOf(job.runner)),
    url: textOf(job.web_url) ?? `${place.webUrl}/-/jobs/${externalId}`,
    state: progress.state,
    result: progress.result,
    rawState: progress.rawState,
    rawResult: progress.rawResult,
    createdAt,
    queuedAt: queuedAt(startedAt, job),
    startedAt,
    finishedAt,
    observedAt:
      latestOf(createdAt, startedAt, finishedAt) ?? context.now.toISOString(),
  };
}

/**
 * When it was given to the runners. Jobs of later stages are created with the
 * pipeline and wait for the earlier ones, so their creation is no queue time.
 */
function queuedAt(
  startedAt: string | undefined,
  job: Fields,
): string | undefined {
  const seconds = amountOf(job.queued_duration);
  return seconds === undefined
    ? undefined
    : shifted(startedAt, -seconds * 1000);
}

function kindOf(
  job: Fields,
  name: string,
  stage: string | undefined,
): CiJob['kind'] {
  // Stopping or checking an environment deploys nothing.
  if (textOf(fieldsOf(job.environment).action) === 'start') return 'deploy';
  const byName = jobKind(name);
  return byName === 'unknown' && stage ? jobKind(stage) : byName;
}

/** What tells the jobs of a matrix apart: `deploy: [eu, blue]`, `test 2/3`. */
function matrixKey(name: string): string | undefined {
  const short = name.slice(0, 512);
  if (short.endsWith(']')) {
    const start = short.indexOf(': [');
    if (start > 0) return short.slice(start + 3, -1) || undefined;
  }
  return / (\d{1,4}\/\d{1,4})$/.exec(short)?.[1];
}

function runnerOf(runner: Fields): JobInput['runner'] {
  const name = textOf(runner.description);
  const group = textOf(runner.runner_type);
  if (!name && !group) return undefined;
  return { name, group, labels: textList(runner.tags, 50) };
}
