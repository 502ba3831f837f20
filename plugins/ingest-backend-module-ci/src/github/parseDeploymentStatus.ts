import { Deployment } from '@quarterdeck/plugin-ingest-common';
import { maybeFields, textOf } from '../fields';
import { GithubEventParser, refused } from './githubDelivery';
import { deploymentEvent, githubDeployment } from './githubDeployment';
import { timeOf } from './githubValues';

const states = new Map<string, Deployment['state']>([
  ['queued', 'queued'],
  ['pending', 'queued'],
  ['waiting', 'waiting_gate'],
  ['in_progress', 'in_progress'],
  ['success', 'succeeded'],
  ['failure', 'failed'],
  ['error', 'failed'],
  ['inactive', 'superseded'],
]);

const ends = new Set<Deployment['state']>(['succeeded', 'failed']);

/**
 * A deployment status's word in ours. A word nobody knows is `queued`, the one
 * state that can undo nothing; its own word is kept beside it.
 */
export function githubDeploymentState(word: string): Deployment['state'] {
  return states.get(word.toLowerCase()) ?? 'queued';
}

/**
 * `deployment_status`: a deployment moved on. Its times are those of the status,
 * which never change; the deployment's own `updated_at` moves again when it
 * becomes inactive and is no finish time.
 */
export const parseDeploymentStatus: GithubEventParser = delivery => {
  const deployment = githubDeployment(delivery);
  if ('outcome' in deployment) return deployment;
  const status = maybeFields(delivery.body.deployment_status);
  if (!status) return refused(delivery, 'deployment_status');
  const word = status.state;
  if (typeof word !== 'string' || word === '') {
    return refused(delivery, 'deployment_status', 'state');
  }
  const state = githubDeploymentState(word);
  const createdAt = timeOf(status.created_at);
  const updatedAt = timeOf(status.updated_at);
  const at = createdAt ?? updatedAt;
  return deploymentEvent(delivery, deployment, {
    state,
    rawState: word,
    environmentUrl: textOf(status.environment_url),
    description: textOf(status.description),
    startedAt: state === 'in_progress' ? at : undefined,
    finishedAt: ends.has(state) ? at : undefined,
    observedAt:
      updatedAt ??
      createdAt ??
      timeOf(deployment.fields.updated_at) ??
      delivery.now.toISOString(),
    url: textOf(status.log_url) ?? textOf(status.target_url),
  });
};
