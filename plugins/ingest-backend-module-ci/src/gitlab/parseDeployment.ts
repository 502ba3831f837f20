import {
  Deployment,
  environmentTiers,
  Gate,
} from '@quarterdeck/plugin-ingest-common';
import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import { environmentTier } from '../environmentTier';
import { Fields, fieldsOf, idOf, shaOf, textOf } from '../fields';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { timeOf } from '../times';
import { gitlabActor } from './gitlabActor';
import { GitlabHookParser, parsed, placeOf, refused } from './gitlabDelivery';

const states = new Map<string, Deployment['state']>([
  ['created', 'queued'],
  ['blocked', 'waiting_gate'],
  // One approval may not be enough: the deployment says itself when it goes on.
  ['approved', 'waiting_gate'],
  ['rejected', 'waiting_gate'],
  ['running', 'in_progress'],
  ['success', 'succeeded'],
  ['failed', 'failed'],
  ['canceled', 'aborted'],
  // A newer one was there first; the environment was stopped.
  ['skipped', 'superseded'],
  ['undeployed', 'superseded'],
]);

const gates = new Map<string, Gate['state']>([
  ['blocked', 'pending'],
  ['approved', 'approved'],
  ['rejected', 'rejected'],
]);

const ends = new Set<Deployment['state']>(['succeeded', 'failed', 'aborted']);

/**
 * A deployment's word in ours. A word nobody knows is `queued`, the one state
 * that can undo nothing; its own word is kept beside it.
 */
export function gitlabDeploymentState(word: string): Deployment['state'] {
  return states.get(word) ?? 'queued';
}

/** Deployment Hook: a deployment moved on, or waits for approval. */
export const parseDeployment: GitlabHookParser = delivery => {
  const { kind, place, body, now } = delivery;
  const externalId = idOf(body.deployment_id);
  if (!externalId) return refused(kind, body, 'deployment_id');
  const environment = textOf(body.environment);
  if (!environment || environment.length > 255) {
    return refused(kind, body, 'environment');
  }
  const word = textOf(body.status, 64);
  if (!word) return refused(kind, body, 'status');
  const state = gitlabDeploymentState(word);
  const at = timeOf(body.status_changed_at);
  const observedAt = at ?? now.toISOString();
  const sha = shaIn(textOf(body.commit_url)) ?? shaOf(body.short_sha);
  const subject = narrowed(place, { environment });
  const correlation = { sha, deployment: externalId };
  const data: EventInputs['deployment.v1'] = {
    ...placeOf(place),
    externalId,
    environment: {
      name: environment,
      tier: tierOf(body, environment),
      url: textOf(body.environment_external_url),
    },
    state,
    rawState: word,
    ref: textOf(body.ref),
    sha,
    description: textOf(body.commit_title),
    actor: gitlabActor(fieldsOf(body.user)),
    jobExternalId: idOf(body.deployable_id),
    createdAt: word === 'created' ? at : undefined,
    startedAt: word === 'running' ? at : undefined,
    finishedAt: ends.has(state) ? at : undefined,
    observedAt,
    url: textOf(body.deployable_url) ?? `${place.webUrl}/-/environments`,
  };
  const gate = gates.get(word);
  const events: ParsedEvent[] = gate
    ? [
        providerEvent({
          type: 'gate.v1',
          subject,
          at: observedAt,
          correlation,
          data: approvalGate(body, data, gate, at),
        }),
      ]
    : [];
  return parsed(
    { ...delivery, parsedAs: `${kind}.${word}` },
    providerEvent({
      type: 'deployment.v1',
      subject,
      at: observedAt,
      correlation,
      data,
    }),
    ...events,
  );
};

function approvalGate(
  body: Fields,
  deployment: EventInputs['deployment.v1'],
  state: Gate['state'],
  at: string | undefined,
): EventInputs['gate.v1'] {
  const { provider, instance, project } = deployment;
  const decided = state !== 'pending';
  return {
    provider,
    instance,
    project,
    externalId: `deployment:${deployment.externalId}`,
    kind: 'approval',
    state,
    environment: deployment.environment.name,
    jobExternalId: deployment.jobExternalId,
    deploymentExternalId: deployment.externalId,
    sha: deployment.sha,
    ref: deployment.ref,
    askedAt: decided ? undefined : at,
    decidedAt: decided ? at : undefined,
    decidedBy: decided ? gitlabActor(fieldsOf(body.approver)) : undefined,
    comment: textOf(fieldsOf(body.approval).comment),
    observedAt: deployment.observedAt,
    url: deployment.url,
  };
}

/** The environment's own tier where GitLab tells it, else what its name says. */
function tierOf(body: Fields, name: string): Deployment['environment']['tier'] {
  const told = textOf(body.environment_tier);
  return (
    environmentTiers.find(tier => tier === told) ?? environmentTier({ name })
  );
}

/** The hook has the full hash only at the end of the commit's page. */
function shaIn(url: string | undefined): string | undefined {
  return /\/commit\/([0-9a-f]{40,64})$/.exec(url ?? '')?.[1];
}
