import { Deployment } from '@quarterdeck/plugin-ingest-common';
import { parsedAs } from '../deliveryParts';
import { environmentTier } from '../environmentTier';
import { fieldsOf, textOf } from '../fields';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { timeOf } from '../times';
import { azureActor } from './azureActor';
import { AzureEventParser, refused } from './azureDelivery';
import { releaseDeployment } from './releaseDeployment';

const states = new Map<string, Deployment['state']>([
  ['notstarted', 'queued'],
  ['queued', 'queued'],
  ['scheduled', 'queued'],
  ['inprogress', 'in_progress'],
  ['succeeded', 'succeeded'],
  // Some tasks or targets failed: not said to have arrived.
  ['partiallysucceeded', 'failed'],
  ['failed', 'failed'],
  ['rejected', 'aborted'],
  ['canceled', 'aborted'],
  ['notdeployed', 'aborted'],
]);

const ends = new Set<Deployment['state']>(['succeeded', 'failed', 'aborted']);

/**
 * A deployment's word in ours. A word nobody knows is `queued`, the one state
 * that can undo nothing; its own word is kept beside it.
 */
export function azureDeploymentState(
  word: string | undefined,
): Deployment['state'] {
  return states.get(word?.toLowerCase() ?? '') ?? 'queued';
}

/** `deployment-started` and `-completed` of a classic release. */
export const parseReleaseDeployment: AzureEventParser = delivery => {
  const { eventType, place, resource, at, now } = delivery;
  const target = releaseDeployment(resource);
  const { environment } = target ?? {};
  if (!target || !environment) {
    return refused(delivery, 'resource', 'environment');
  }
  const deployment = fieldsOf(resource.deployment);
  const word =
    textOf(deployment.deploymentStatus, 64) ??
    textOf(fieldsOf(resource.environment).status, 64);
  const state = azureDeploymentState(word);
  const starts = state === 'in_progress' ? at : undefined;
  const [artifact] = target.artifacts;
  const data: EventInputs['deployment.v1'] = {
    ...place,
    externalId: target.externalId,
    environment: {
      name: environment,
      tier: environmentTier({ name: environment }),
    },
    state,
    rawState: word,
    sha: target.sha,
    version: artifact?.version ?? target.releaseName,
    artifacts: target.artifacts,
    reason: word?.toLowerCase() === 'partiallysucceeded' ? word : undefined,
    description: textOf(resource.comment),
    actor: azureActor(fieldsOf(deployment.requestedFor)),
    createdAt: timeOf(deployment.queuedOn),
    startedAt: timeOf(deployment.startedOn) ?? starts,
    finishedAt: ends.has(state)
      ? timeOf(deployment.completedOn) ?? at
      : undefined,
    observedAt: at ?? now.toISOString(),
    url: target.url,
  };
  return parsedAs(eventType, [
    providerEvent({
      type: 'deployment.v1',
      subject: narrowed(place, {
        workflow: target.pipelineName,
        environment,
      }),
      at: data.observedAt,
      correlation: { sha: data.sha, deployment: data.externalId },
      data,
    }),
  ]);
};
