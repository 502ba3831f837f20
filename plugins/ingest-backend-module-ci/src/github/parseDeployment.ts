import { z } from 'zod';
import { EventInputs } from './eventInputs';
import {
  githubEvent,
  GithubEventParser,
  parsed,
  readBody,
  subjectOf,
} from './githubDelivery';
import {
  deployingRunSchema,
  githubDeployment,
  githubDeploymentSchema,
} from './githubDeployment';

const bodySchema = z.object({
  deployment: githubDeploymentSchema,
  workflow_run: deployingRunSchema,
});

/** `deployment`: somebody or something asked for a deployment. */
export const parseDeployment: GithubEventParser = delivery => {
  const { place, now } = delivery;
  const read = readBody(bodySchema, delivery.body, delivery.event);
  if (!read.ok) return read.rejection;
  const { deployment, workflow_run: run } = read.value;
  const data: EventInputs['deployment.v1'] = {
    ...githubDeployment(deployment, place, run),
    state: 'queued',
    // Its `updated_at` moves with later statuses, which speak for themselves.
    observedAt:
      deployment.created_at ?? deployment.updated_at ?? now.toISOString(),
  };
  return parsed(
    delivery,
    githubEvent({
      type: 'deployment.v1',
      subject: subjectOf(place, { environment: deployment.environment }),
      at: data.observedAt,
      correlation: {
        sha: data.sha,
        run: data.runExternalId,
        deployment: data.externalId,
      },
      data,
    }),
  );
};
