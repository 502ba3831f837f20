import { z } from 'zod';
import { Deployment } from '@quarterdeck/plugin-ingest-common';
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
import { lenient, maybeId, maybeText, maybeTime } from './githubValues';

const bodySchema = z.object({
  deployment: githubDeploymentSchema,
  deployment_status: z.object({
    state: z.string().min(1),
    environment_url: maybeText,
    log_url: maybeText,
    target_url: maybeText,
    description: maybeText,
    created_at: maybeTime,
    updated_at: maybeTime,
  }),
  workflow_run: deployingRunSchema,
  check_run: lenient(z.object({ id: maybeId })),
});

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
  const { place, now } = delivery;
  const read = readBody(bodySchema, delivery.body, delivery.event);
  if (!read.ok) return read.rejection;
  const {
    deployment,
    deployment_status: status,
    workflow_run: run,
  } = read.value;
  const state = githubDeploymentState(status.state);
  const base = githubDeployment(deployment, place, run);
  const at = status.created_at ?? status.updated_at;
  const data: EventInputs['deployment.v1'] = {
    ...base,
    environment: { ...base.environment, url: status.environment_url },
    state,
    rawState: status.state,
    description: status.description ?? base.description,
    // The check run of an Actions job has the job's id.
    jobExternalId: run?.id ? read.value.check_run?.id : undefined,
    startedAt: state === 'in_progress' ? at : undefined,
    finishedAt: ends.has(state) ? at : undefined,
    observedAt:
      status.updated_at ??
      status.created_at ??
      deployment.updated_at ??
      now.toISOString(),
    url: status.log_url ?? status.target_url ?? base.url,
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
