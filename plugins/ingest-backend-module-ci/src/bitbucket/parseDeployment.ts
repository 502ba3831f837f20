import { z } from 'zod';
import { ParseOutcome } from '@quarterdeck/plugin-ingest-node';
import {
  lenient,
  maybeCount,
  maybeSha,
  maybeText,
  maybeTime,
} from '../bodyValues';
import { environmentTier } from '../environmentTier';
import { EventInputs, providerEvent } from '../providerEvent';
import { readDelivery } from '../readDelivery';
import { BitbucketDelivery, maybeAccount } from './bitbucketBody';
import { bitbucketDeploymentState } from './bitbucketWords';
import { pipelineRunId } from './parseStatus';

const word = lenient(z.object({ name: maybeText }));

const bodySchema = z.object({
  deployment: z.object({
    uuid: z.string().min(1).max(128),
    number: maybeCount,
    environment: z.object({
      name: z.string().min(1).max(255),
      environment_type: word,
    }),
    state: lenient(
      z.object({
        name: maybeText,
        status: word,
        url: maybeText,
        deployer: maybeAccount,
        started_on: maybeTime,
        start_date: maybeTime,
        completed_on: maybeTime,
        completion_date: maybeTime,
      }),
    ),
    release: lenient(
      z.object({
        name: maybeText,
        url: maybeText,
        commit: lenient(z.object({ hash: maybeSha })),
        created_on: maybeTime,
      }),
    ),
    pipeline: lenient(z.object({ build_number: maybeCount })),
    last_update_time: maybeTime,
  }),
});

type Body = z.output<typeof bodySchema>['deployment'];

/** A body with a `deployment`, as the REST API gives it and integrations pass it on. */
export function parseDeployment(delivery: BitbucketDelivery): ParseOutcome {
  const read = readDelivery(
    bodySchema,
    delivery.body,
    `Bitbucket's ${delivery.event} webhook`,
  );
  if (!read.ok) return read.rejection;
  const { deployment } = read.value;
  const data = deploymentOf(deployment, delivery);
  return {
    outcome: 'parsed',
    parsedAs: delivery.event,
    events: [
      providerEvent({
        type: 'deployment.v1',
        subject: {
          instance: 'bitbucket.org',
          project: delivery.project,
          environment: deployment.environment.name,
        },
        at: data.observedAt,
        correlation: {
          sha: data.sha,
          run: data.runExternalId,
          deployment: data.externalId,
        },
        data,
      }),
    ],
  };
}

function deploymentOf(
  deployment: Body,
  { project, now }: BitbucketDelivery,
): EventInputs['deployment.v1'] {
  const { environment, release, state: stand, pipeline } = deployment;
  const raw = stand?.status?.name ?? stand?.name;
  const state = bitbucketDeploymentState(stand?.name, stand?.status?.name);
  const end = stand?.completed_on ?? stand?.completion_date;
  const start = stand?.started_on ?? stand?.start_date;
  const ended = ['succeeded', 'failed', 'aborted'].includes(state);
  return {
    provider: 'bitbucket',
    instance: 'bitbucket.org',
    project,
    externalId: deployment.uuid,
    environment: {
      name: environment.name,
      tier: environmentTier({
        name: environment.name,
        production:
          environment.environment_type?.name?.toLowerCase() === 'production',
      }),
    },
    state,
    rawState: raw,
    failure: state === 'aborted' ? 'aborted' : undefined,
    reason: raw?.toUpperCase() === 'ROLLED_BACK' ? 'Rolled back' : undefined,
    sha: release?.commit?.hash,
    version: release?.name,
    actor: stand?.deployer,
    runExternalId:
      pipeline?.build_number === undefined
        ? undefined
        : pipelineRunId(project, pipeline.build_number),
    runAttempt: pipeline?.build_number === undefined ? undefined : 1,
    createdAt: release?.created_on,
    startedAt: start,
    finishedAt: ended ? end : undefined,
    observedAt:
      deployment.last_update_time ?? end ?? start ?? now.toISOString(),
    url: stand?.url ?? release?.url,
  };
}
