import { Deployment, Gate } from '@quarterdeck/plugin-ingest-common';
import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import { environmentTier } from '../environmentTier';
import { EventInputs, providerEvent } from '../providerEvent';
import {
  artifactOf,
  CdEvent,
  idOf,
  joinedId,
  linkOf,
  subjectAt,
} from './cdEvent';
import { chainOf } from './cdEventRuns';

interface Standing {
  state: Deployment['state'];
  kind?: Deployment['kind'];
  task?: string;
}

const services = new Map<string, Standing>([
  ['deployed', { state: 'succeeded' }],
  ['upgraded', { state: 'succeeded' }],
  // It can be reached: the same arrival, told once more.
  ['published', { state: 'succeeded' }],
  ['rolledback', { state: 'succeeded', kind: 'rollback' }],
  ['removed', { state: 'superseded', task: 'remove' }],
]);

const outcomes = new Map<string, Deployment['state']>([
  ['success', 'succeeded'],
  ['failure', 'failed'],
  ['error', 'failed'],
  ['cancel', 'aborted'],
]);

/**
 * `service.*`: a deployment that has happened. The events name the service and
 * no deployment: those of one chain are one, and without a chain each is its
 * own. A rollback and a removal are never the deployment they undo.
 */
export function service(event: CdEvent): ParsedEvent[] {
  const { context, subject, predicate } = event;
  const standing = services.get(predicate);
  if (!standing) return [];
  const undoes = standing.kind ?? standing.task;
  const chained = context.chainId && !standing.task;
  const externalId = joinedId(
    context.source,
    chained ? context.chainId : context.id,
    subject.id,
    event.content.environment?.id,
    undoes,
  );
  return [deploymentEvent(event, subject.id, externalId, standing)];
}

/** `deployment.*` (0.6-draft): a deployment with an id and an outcome of its own. */
export function deployment(event: CdEvent): ParsedEvent[] {
  const { subject, content, predicate } = event;
  const states = new Map<string, Deployment['state']>([
    ['queued', 'queued'],
    ['started', 'in_progress'],
    // An end without a known outcome: nobody knows that it arrived.
    ['finished', outcomes.get(content.outcome ?? '') ?? 'verifying'],
  ]);
  const state = states.get(predicate);
  if (!state) return [];
  const name =
    content.service?.id ?? artifactOf(content.artifactId)?.name ?? subject.id;
  return [deploymentEvent(event, name, idOf(subject.id), { state })];
}

function deploymentEvent(
  event: CdEvent,
  serviceName: string,
  externalId: string,
  standing: Standing,
): ParsedEvent {
  const { content, predicate, at, instance } = event;
  // One service in several clusters is one project.
  const project = serviceName.slice(0, 512);
  const artifact = artifactOf(content.artifactId);
  const { environment } = content;
  const name = environment?.name ?? environment?.id ?? 'unknown';
  const { state } = standing;
  const ended = state === 'succeeded' || state === 'failed';
  const data: EventInputs['deployment.v1'] = {
    provider: 'cdevents',
    instance,
    project,
    externalId,
    environment: { name, tier: environmentTier({ name }) },
    ...standing,
    rawState: content.outcome ? `${predicate}.${content.outcome}` : predicate,
    failure: state === 'aborted' ? 'aborted' : undefined,
    reason: content.errors,
    service: serviceName,
    version: artifact?.version,
    artifacts: artifact ? [artifact] : [],
    runExternalId: content.pipelineRun && idOf(content.pipelineRun.id),
    startedAt: state === 'in_progress' ? at : undefined,
    finishedAt: ended || state === 'aborted' ? at : undefined,
    observedAt: at,
    url: linkOf(event),
  };
  return providerEvent({
    type: 'deployment.v1',
    subject: subjectAt(
      { instance, project },
      { environment: environment && name },
    ),
    at,
    correlation: { deployment: externalId, chain: chainOf(event) },
    data,
  });
}

const decisions = new Map<string, Gate['state']>([
  ['approved', 'approved'],
  ['rejected', 'rejected'],
  // Withdrawn before anybody decided: nobody let it pass.
  ['cancelled', 'expired'],
  ['expired', 'expired'],
]);

/** `approval.*` (0.6-draft): a gate. Only `closed` decides; `updated` is one voice of several. */
export function approval(event: CdEvent): ParsedEvent[] {
  const { content, subject, predicate, at, instance, project } = event;
  const closed = predicate === 'closed';
  const status = content.status?.toLowerCase() ?? '';
  // A word nobody knows has let nothing pass.
  const state = closed ? decisions.get(status) ?? 'expired' : 'pending';
  const data: EventInputs['gate.v1'] = {
    provider: 'cdevents',
    instance,
    project,
    externalId: subject.id.slice(0, 512),
    kind: 'approval',
    state,
    environment: content.environment?.name ?? content.environment?.id,
    runExternalId: content.pipelineRun && idOf(content.pipelineRun.id),
    askedAt: predicate === 'created' ? at : undefined,
    decidedAt: closed ? at : undefined,
    decidedBy:
      closed && content.responder ? { login: content.responder } : undefined,
    comment: content.decision,
    observedAt: at,
    url: content.approvalDetailsUrl ?? linkOf(event),
  };
  return [
    providerEvent({
      type: 'gate.v1',
      subject: subjectAt(event, { environment: data.environment }),
      at,
      correlation: { chain: chainOf(event) },
      data,
    }),
  ];
}
