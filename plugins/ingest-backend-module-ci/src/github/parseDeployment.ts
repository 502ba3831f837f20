import { GithubEventParser } from './githubDelivery';
import { deploymentEvent, githubDeployment } from './githubDeployment';
import { timeOf } from './githubValues';

/** `deployment`: somebody or something asked for a deployment. */
export const parseDeployment: GithubEventParser = delivery => {
  const deployment = githubDeployment(delivery);
  if ('outcome' in deployment) return deployment;
  const { created_at, updated_at } = deployment.fields;
  return deploymentEvent(delivery, deployment, {
    state: 'queued',
    // Its `updated_at` moves with later statuses, which speak for themselves.
    observedAt:
      timeOf(created_at) ?? timeOf(updated_at) ?? delivery.now.toISOString(),
  });
};
