import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import { boundedId } from '../boundedId';
import { parsedAs } from '../deliveryParts';
import { deploymentsByName, namedPlace } from '../deploymentByName';
import { countOf, Fields, fieldsOf, idOf, shaOf, textOf } from '../fields';
import { jobKind } from '../jobKind';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { hasBegun } from '../progressOf';
import { latestOf, timeOf } from '../times';
import { AzureDelivery, AzureEventParser, refused } from './azureDelivery';
import { azureProgress } from './azureProgress';
import { azureRef } from './azureRef';
import { webLink } from './parseBuild';

/**
 * `run-`, `stage-` and `job-state-changed`: the delivery speaks of the innermost
 * it holds. The run of a stage's or job's delivery may be older than what its
 * own deliveries said, so only its names are taken from there.
 */
export const parseRun: AzureEventParser = delivery => {
  const { eventType, resource } = delivery;
  const run = fieldsOf(resource.run);
  const runId = idOf(run.id);
  if (!runId) return refused(delivery, 'resource', 'run', 'id');
  const pipeline = fieldsOf(resource.pipeline ?? run.pipeline);
  const context: RunContext = {
    runId,
    run,
    pipelineName: textOf(pipeline.name) ?? 'unnamed pipeline',
    pipelineId: idOf(pipeline.id),
    ...sourceOf(run),
  };
  if (eventType.includes('.stage-')) {
    const stage = fieldsOf(resource.stage);
    const name = textOf(stage.name) ?? idOf(stage.id);
    if (!name) return refused(delivery, 'resource', 'stage', 'name');
    return parsedAs(eventType, stageEvents(delivery, context, stage, name));
  }
  if (eventType.includes('.job-')) {
    const job = fieldsOf(resource.job);
    const id = idOf(job.id) ?? textOf(job.name);
    if (!id) return refused(delivery, 'resource', 'job', 'id');
    return parsedAs(eventType, jobEvents(delivery, context, job, id));
  }
  return parsedAs(eventType, [runEvent(delivery, context)]);
};

interface RunContext {
  runId: string;
  run: Fields;
  pipelineName: string;
  pipelineId?: string;
  branch?: string;
  tag?: string;
  change?: string;
  sha?: string;
}

/** The pipeline's own repository, as the run was given it. */
function sourceOf(run: Fields) {
  const { self } = fieldsOf(fieldsOf(run.resources).repositories);
  const source = fieldsOf(self);
  return { ...azureRef(textOf(source.refName)), sha: shaOf(source.version) };
}

/** Times and words of a run, stage or job. */
function progressOfThing({ at, now }: AzureDelivery, thing: Fields) {
  const progress = azureProgress(
    textOf(thing.state, 64) ?? textOf(thing.status, 64),
    textOf(thing.result, 64),
  );
  const createdAt = timeOf(thing.createdDate);
  const started = timeOf(thing.startTime) ?? timeOf(thing.startedDate);
  const finished = timeOf(thing.finishTime) ?? timeOf(thing.finishedDate);
  // A delivery about a beginning or an end is made when it happens.
  const begins = progress.state === 'executing' ? at : undefined;
  const ends = progress.state === 'completed' ? at : undefined;
  return {
    ...progress,
    createdAt,
    startedAt: hasBegun(progress) ? started ?? begins : undefined,
    finishedAt: progress.state === 'completed' ? finished ?? ends : undefined,
    observedAt:
      at ?? latestOf(createdAt, started, finished) ?? now.toISOString(),
  };
}

function runEvent(delivery: AzureDelivery, context: RunContext): ParsedEvent {
  const { place } = delivery;
  const { run, runId, pipelineName, change, sha } = context;
  const data: EventInputs['ci.run.v1'] = {
    ...place,
    externalId: runId,
    attempt: 1,
    pipeline: { externalId: context.pipelineId, name: pipelineName },
    title: textOf(run.name),
    trigger: change ? 'change' : 'unknown',
    branch: context.branch,
    tag: context.tag,
    sha,
    changes: change ? [{ externalId: change }] : [],
    url: webLink(run) ?? textOf(run.url, 4096),
    ...progressOfThing(delivery, run),
  };
  return providerEvent({
    type: 'ci.run.v1',
    subject: narrowed(place, { workflow: pipelineName }),
    at: data.observedAt,
    correlation: { sha, run: runId },
    data,
  });
}

function stageEvents(
  delivery: AzureDelivery,
  context: RunContext,
  stage: Fields,
  name: string,
): ParsedEvent[] {
  const { place } = delivery;
  const { runId, pipelineName, sha } = context;
  const attempt = countOf(stage.attempt) || 1;
  const data: EventInputs['ci.stage.v1'] = {
    ...place,
    // Trying a stage again is a row of its own.
    externalId: boundedId(`${runId}/${name}/${attempt}`),
    runExternalId: runId,
    runAttempt: 1,
    pipelineName,
    name: textOf(stage.displayName, 255) ?? name.slice(0, 255),
    url: webLink(stage) ?? webLink(context.run),
    ...progressOfThing(delivery, stage),
  };
  const subject = narrowed(place, { workflow: pipelineName });
  return [
    providerEvent({
      type: 'ci.stage.v1',
      subject,
      at: data.observedAt,
      correlation: { sha, run: runId },
      data,
    }),
    ...deploymentsByName(
      {
        ...data,
        externalId: boundedId(`stage:${runId}/${name}`),
        runAttempt: attempt,
        ref: context.branch ?? context.tag,
        version: context.tag,
        sha,
      },
      subject,
    ),
  ];
}

function jobEvents(
  delivery: AzureDelivery,
  context: RunContext,
  job: Fields,
  id: string,
): ParsedEvent[] {
  const { place, resource } = delivery;
  const { runId, pipelineName, sha } = context;
  const attempt = countOf(job.attempt) || 1;
  const name = textOf(job.displayName) ?? textOf(job.name) ?? id;
  const stage = fieldsOf(resource.stage);
  const data: EventInputs['ci.job.v1'] = {
    ...place,
    externalId: boundedId(`${runId}/${id}/${attempt}`),
    runExternalId: runId,
    runAttempt: 1,
    pipelineName,
    name,
    stage: textOf(stage.displayName, 255) ?? textOf(stage.name, 255),
    kind: jobKind(name),
    attempt,
    branch: context.branch,
    sha,
    url: webLink(job) ?? webLink(context.run),
    ...progressOfThing(delivery, job),
  };
  const subject = narrowed(place, { workflow: pipelineName });
  const isPart = namedPlace({ name: data.stage ?? '' }) !== undefined;
  return [
    providerEvent({
      type: 'ci.job.v1',
      subject,
      at: data.observedAt,
      correlation: { sha, run: runId },
      data,
    }),
    // A stage that deploys is the deployment, and its jobs are parts of it.
    ...(isPart
      ? []
      : deploymentsByName(
          {
            ...data,
            externalId: boundedId(`job:${runId}/${data.stage ?? ''}/${name}`),
            runAttempt: attempt,
            jobExternalId: data.externalId,
            ref: context.branch ?? context.tag,
            version: context.tag,
          },
          subject,
        )),
  ];
}
