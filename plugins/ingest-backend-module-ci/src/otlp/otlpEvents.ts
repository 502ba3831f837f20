import { CiJob } from '@quarterdeck/plugin-ingest-common';
import { boundedId } from '../boundedId';
import { NamedWork } from '../deploymentByName';
import { jobKind } from '../jobKind';
import { hasBegun } from '../progressOf';
import { EventInputs } from '../providerEvent';
import { Attributes, OtlpSpan } from './otlpBody';
import { OtlpPlace } from './otlpPlace';
import { otlpProgress } from './otlpWords';
import { attemptAfter, runIdIn } from './receiverWords';

/** A span with what its resource says of it. */
export interface PlacedSpan {
  span: OtlpSpan;
  /** Of the resource and, on top of them, of the span. */
  all: Attributes;
  place: OtlpPlace;
  now: Date;
  /** Its time in the queue, where that is a span of its own. */
  queue?: OtlpSpan;
}

/** The run a span belongs to: its id, else the trace, which is one run. */
export function runId({ span, all }: PlacedSpan): string {
  return boundedId(
    all['cicd.pipeline.run.id'] ??
      runIdIn(all['cicd.pipeline.task.run.url.full']) ??
      span.traceId,
  );
}

function vcsOf(all: Attributes) {
  const name = all['vcs.ref.head.name'];
  const isTag = all['vcs.ref.head.type'] === 'tag';
  const sha = all['vcs.ref.head.revision'];
  const short = name?.replace(/^refs\/(?:heads|tags)\//, '');
  return {
    branch: isTag ? undefined : short,
    tag: isTag ? short : undefined,
    sha: sha && sha.length <= 64 ? sha : undefined,
  };
}

function timesOf(
  { span, queue, now }: PlacedSpan,
  begun: boolean,
  over: boolean,
) {
  const start = span.startTimeUnixNano ?? undefined;
  const end = span.endTimeUnixNano ?? undefined;
  return {
    createdAt: start,
    queuedAt: queue?.startTimeUnixNano ?? undefined,
    startedAt: begun ? queue?.endTimeUnixNano ?? start : undefined,
    finishedAt: over ? end : undefined,
    observedAt: end ?? start ?? now.toISOString(),
  };
}

/** A root span as a `ci.run.v1`. */
export function otlpRun(placed: PlacedSpan): EventInputs['ci.run.v1'] {
  const { span, all, place } = placed;
  const state = all['cicd.pipeline.run.state'];
  const result = all['cicd.pipeline.result'];
  const progress = otlpProgress({
    state,
    result,
    statusCode: span.status?.code,
    ended: Boolean(span.endTimeUnixNano),
  });
  const change = all['vcs.change.id'];
  return {
    provider: 'otlp',
    ...place,
    externalId: runId(placed),
    attempt: attemptAfter(all['cicd.pipeline.run.previous_attempt.url.full']),
    pipeline: { name: all['cicd.pipeline.name'] ?? span.name ?? place.project },
    title: all['vcs.change.title'] ?? span.name,
    trigger: change ? 'change' : 'unknown',
    rawTrigger: all['cicd.pipeline.action.name'],
    ...vcsOf(all),
    changes: change && change.length <= 128 ? [{ externalId: change }] : [],
    url: all['cicd.pipeline.run.url.full'],
    ...progress,
    rawState: state,
    rawResult: result ?? all['error.type'],
    ...timesOf(placed, hasBegun(progress), progress.state === 'completed'),
  };
}

const kinds = new Map<string, CiJob['kind']>([
  ['build', 'build'],
  ['test', 'test'],
  ['deploy', 'deploy'],
]);

/** A task span as a `ci.job.v1`. */
export function otlpJob(placed: PlacedSpan): EventInputs['ci.job.v1'] {
  const { span, all, place } = placed;
  const run = runId(placed);
  const state = span.attributes['cicd.pipeline.task.run.state'];
  const result = all['cicd.pipeline.task.run.result'];
  const progress = otlpProgress({
    state,
    result,
    statusCode: span.status?.code,
    ended: Boolean(span.endTimeUnixNano),
  });
  const task = all['cicd.pipeline.task.run.id'];
  const name = all['cicd.pipeline.task.name'] ?? span.name ?? 'unnamed task';
  const worker = all['cicd.worker.name'] ?? all['cicd.worker.id'];
  const { branch, sha } = vcsOf(all);
  return {
    provider: 'otlp',
    ...place,
    // A task run's id is its own within one run only.
    externalId: boundedId(task ? `${run}/${task}` : `${run}/${span.spanId}`),
    runExternalId: run,
    runAttempt: 1,
    pipelineName: all['cicd.pipeline.name'],
    name,
    kind: kinds.get(all['cicd.pipeline.task.type'] ?? '') ?? jobKind(name),
    branch,
    sha,
    runner: worker
      ? { name: worker, group: all['cicd.worker.pool.name'] }
      : undefined,
    failureMessage:
      progress.result && progress.result !== 'success'
        ? span.status?.message
        : undefined,
    url: all['cicd.pipeline.task.run.url.full'],
    ...progress,
    rawState: state,
    rawResult: result ?? span.attributes['error.type'],
    ...timesOf(placed, hasBegun(progress), progress.state === 'completed'),
  };
}

/**
 * A task span as work that may deploy. Only the span's own attributes name the
 * environment: those of the resource say where the CI system itself runs.
 */
export function otlpDeployment(
  { span, all }: PlacedSpan,
  job: EventInputs['ci.job.v1'],
): NamedWork {
  const own = span.attributes;
  const { branch, tag } = vcsOf(all);
  return {
    ...job,
    runAttempt: undefined,
    jobExternalId: job.externalId,
    deploys: all['cicd.pipeline.task.type'] === 'deploy',
    environment:
      own['deployment.environment.name'] ?? own['deployment.environment'],
    region: own['cloud.region']?.slice(0, 128),
    ref: branch ?? tag,
    version: tag,
  };
}
