import { ParsedEvent, WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { parsedAs } from '../deliveryParts';
import { deploymentsByName } from '../deploymentByName';
import { fieldsOf, idOf, maybeFields, textOf } from '../fields';
import { jobKind } from '../jobKind';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { hasBegun } from '../progressOf';
import { rejectedAt } from '../readDelivery';
import { timeOf } from '../times';
import { urlPlace } from '../urlPlace';
import { circleciPipeline } from './circleciPipeline';
import { circleciProgress } from './circleciProgress';
import { CircleciDelivery, holdGate } from './holdGate';

const parsers = new Map<string, (delivery: CircleciDelivery) => ParsedEvent[]>([
  ['workflow-completed', workflowEvents],
  ['job-completed', jobEvents],
]);

/** Turns a CircleCI delivery into events. Never throws. */
export const parseCircleci: WebhookProvider['parse'] = ({ body, now }) => {
  const what = "CircleCI's delivery";
  const fields = maybeFields(body);
  if (!fields) return rejectedAt([], body, what);
  const type = textOf(fields.type, 64);
  if (!type) return rejectedAt(['type'], body, what);
  const parser = parsers.get(type);
  if (!parser) {
    return {
      outcome: 'ignored',
      parsedAs: type,
      reason: `CircleCI's ${type} events say nothing about workflows or jobs.`,
    };
  }
  const workflow = fieldsOf(fields.workflow);
  const workflowId = idOf(workflow.id);
  if (!workflowId) return rejectedAt(['workflow', 'id'], body, what);
  const job = fieldsOf(fields.job);
  const jobId = idOf(job.id);
  if (type === 'job-completed' && !jobId) {
    return rejectedAt(['job', 'id'], body, what);
  }
  const project = textOf(fieldsOf(fields.project).slug, 1024);
  if (!project || project.length > 512) {
    return rejectedAt(['project', 'slug'], body, what);
  }
  const host = urlPlace(textOf(workflow.url, 4096))?.host ?? 'circleci.com';
  const delivery: CircleciDelivery = {
    place: {
      provider: 'circleci',
      // The pages of the cloud are on app.circleci.com.
      instance: host === 'app.circleci.com' ? 'circleci.com' : host,
      project,
    },
    workflow,
    workflowId,
    job,
    jobId: jobId ?? '',
    pipeline: circleciPipeline(fieldsOf(fields.pipeline)),
    happenedAt: timeOf(fields.happened_at),
    now,
  };
  return parsedAs(type, parser(delivery));
};

function workflowEvents(delivery: CircleciDelivery): ParsedEvent[] {
  const { place, workflow, workflowId, happenedAt, now } = delivery;
  const { facts } = delivery.pipeline;
  const stoppedAt = timeOf(workflow.stopped_at);
  const progress = circleciProgress(
    textOf(workflow.status, 64),
    stoppedAt !== undefined,
  );
  const createdAt = timeOf(workflow.created_at);
  const finishedAt = progress.state === 'completed' ? stoppedAt : undefined;
  const data: EventInputs['ci.run.v1'] = {
    // Written out: spreading costs more than all else a delivery needs.
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    number: facts.number,
    title: facts.title,
    trigger: facts.trigger,
    rawTrigger: facts.rawTrigger,
    actor: facts.actor,
    branch: facts.branch,
    tag: facts.tag,
    sha: facts.sha,
    commit: facts.commit,
    changes: facts.changes,
    // Running it again makes a workflow with an id of its own.
    externalId: workflowId,
    attempt: 1,
    pipeline: { name: textOf(workflow.name) ?? 'workflow' },
    url: textOf(workflow.url, 4096),
    state: progress.state,
    result: progress.result,
    rawState: progress.rawState,
    createdAt,
    // A workflow starts with its creation; there is no other start.
    startedAt: hasBegun(progress) ? createdAt : undefined,
    finishedAt,
    observedAt: happenedAt ?? finishedAt ?? createdAt ?? now.toISOString(),
  };
  return [
    providerEvent({
      type: 'ci.run.v1',
      subject: narrowed(place, { workflow: data.pipeline.name }),
      at: data.observedAt,
      correlation: { sha: data.sha, run: workflowId },
      data,
    }),
    ...(progress.state === 'waiting_gate'
      ? [holdGate(delivery, { at: happenedAt, url: data.url })]
      : []),
  ];
}

function jobEvents(delivery: CircleciDelivery): ParsedEvent[] {
  const { place, workflow, workflowId, job, jobId, pipeline } = delivery;
  const stoppedAt = timeOf(job.stopped_at);
  const progress = circleciProgress(
    textOf(job.status, 64),
    stoppedAt !== undefined,
  );
  const startedAt = hasBegun(progress) ? timeOf(job.started_at) : undefined;
  const finishedAt = progress.state === 'completed' ? stoppedAt : undefined;
  const name = textOf(job.name) ?? `job ${jobId}`;
  const held = progress.state === 'waiting_gate';
  const page = textOf(workflow.url, 4096);
  const number = idOf(job.number);
  const url = page && number ? `${page}/jobs/${number}` : page;
  const observedAt =
    delivery.happenedAt ??
    finishedAt ??
    startedAt ??
    delivery.now.toISOString();
  const data: EventInputs['ci.job.v1'] = {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId: jobId,
    runExternalId: workflowId,
    runAttempt: 1,
    pipelineName: textOf(workflow.name),
    name,
    kind: held ? 'approval' : jobKind(name),
    branch: pipeline.facts.branch,
    sha: pipeline.facts.sha,
    url,
    state: progress.state,
    result: progress.result,
    rawState: progress.rawState,
    startedAt,
    finishedAt,
    observedAt,
  };
  const subject = narrowed(place, { workflow: data.pipelineName });
  return [
    providerEvent({
      type: 'ci.job.v1',
      subject,
      at: observedAt,
      correlation: { sha: data.sha, run: workflowId },
      data,
    }),
    ...(held
      ? [holdGate(delivery, { at: delivery.happenedAt, url })]
      : deploymentsByName(
          {
            ...data,
            // CircleCI counts no attempts: running a job again gives a new id.
            runAttempt: undefined,
            jobExternalId: jobId,
            ref: pipeline.facts.branch ?? pipeline.facts.tag,
            version: pipeline.facts.tag,
            actor: pipeline.facts.actor,
          },
          subject,
        )),
  ];
}
