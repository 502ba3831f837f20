import { Knex } from 'knex';
import { LoggerService } from '@backstage/backend-plugin-api';
import { EventType } from '@quarterdeck/plugin-ingest-common';
import { AnyLogEvent, LogEvent } from '@quarterdeck/plugin-ingest-node';
import {
  decideRollback,
  isFailedResult,
  mapJobToStage,
  namesOtherEnvironment,
  stageOfEnvironment,
} from '@quarterdeck/plugin-pipelines-common';
import { AuditLog } from '@quarterdeck/plugin-portal-node';
import {
  loadVerifiedDeployment,
  rolledBackSince,
  upsertWatchedDeployment,
  WatchedDeploymentRow,
} from '../../database/outbox/watchedDeployments';
import { OutboundConfig } from '../outbox/outboundConfig';
import { noRollbackTarget, requestRollback } from '../outbox/requestRollback';
import { PolicyShelf } from '../policies/policyShelf';
import { takeGate } from './takeGate';

/**
 * Name of the consumer that acts on what happens. It has a position of its own
 * and no projection, so no rebuild runs it again.
 */
export const actingConsumer = 'pipelines-actions';

/** What is acted on. */
export const actingEventTypes: readonly EventType[] = [
  'gate.v1',
  'deployment.v1',
  'ci.job.v1',
];

/** What acting takes. */
export interface ActingDeps {
  policies: Pick<PolicyShelf, 'effective'>;
  outbound: OutboundConfig;
  audit: AuditLog;
  logger: LoggerService;
  now: () => Date;
  /** Older events are history, and nobody waits for an answer to them. */
  liveSeconds: number;
}

/** One automatic rollback of a place; the next within this time is a person's. */
const calmMs = 30 * 60_000;

function isLive(event: AnyLogEvent, deps: ActingDeps): boolean {
  const age = deps.now().getTime() - event.recordedAt.getTime();
  return age <= deps.liveSeconds * 1000;
}

async function rollBack(
  deployment: WatchedDeploymentRow,
  tx: Knex.Transaction,
  deps: ActingDeps,
  failedVerification?: string,
): Promise<void> {
  const decision = decideRollback(
    {
      tier: deployment.tier,
      kind: deployment.kind ?? undefined,
      state: deployment.state,
      failure: deployment.failure ?? undefined,
      reachedUsers: deployment.reached_users,
    },
    failedVerification,
  );
  if (!decision.rollBack) return;
  const { policy } = await deps.policies.effective(deployment.entity_ref, tx);
  const stage = policy && stageOfEnvironment(policy, deployment.environment);
  if (stage?.stage.rollback !== 'automatic_on_failure') return;
  const at = deps.now();
  const place = {
    entityRef: deployment.entity_ref,
    environment: deployment.environment,
  };
  const calm = new Date(at.getTime() - calmMs);
  if (await rolledBackSince(tx, place, calm)) {
    deps.logger.warn(
      `${place.entityRef} in ${place.environment} was rolled back a moment ago and fails again; a person has to look`,
    );
    return;
  }
  const written = await requestRollback(tx, {
    outbound: deps.outbound,
    audit: deps.audit,
    deployment,
    by: 'policy',
    reason: `${stage.name}: ${decision.reason}`,
    decision: 'policy',
    at,
  });
  if (written === noRollbackTarget) {
    deps.logger.error(
      `The policy of ${place.entityRef} asks for a rollback in ${place.environment}, and pipelines.outbound.targets has none for it`,
    );
  }
}

async function takeDeployment(
  event: LogEvent<'deployment.v1'>,
  tx: Knex.Transaction,
  deps: ActingDeps,
  live: boolean,
): Promise<void> {
  const { data, entityRef } = event;
  if (!entityRef) return;
  const weight = data.rollout?.actualWeight ?? data.rollout?.setWeight ?? 0;
  const succeeded = data.state === 'succeeded';
  const deployment = await upsertWatchedDeployment(tx, {
    instance: data.instance,
    external_id: data.externalId,
    entity_ref: entityRef,
    provider: data.provider,
    project: data.project,
    environment: data.environment.name,
    tier: data.environment.tier,
    kind: data.kind ?? null,
    state: data.state,
    failure: data.failure ?? null,
    sha: data.sha?.toLocaleLowerCase('en-US') ?? null,
    version: data.version ?? null,
    service: data.service ?? null,
    run_external_id: data.runExternalId ?? null,
    reached_users: succeeded || data.state === 'verifying' || weight > 0,
    succeeded,
    observed_at: new Date(data.observedAt),
    arrived_at: succeeded ? new Date(data.finishedAt ?? data.observedAt) : null,
  });
  if (!live) return;
  if (data.state === 'failed' || data.state === 'aborted') {
    await rollBack(deployment, tx, deps);
  }
}

async function takeJob(
  event: LogEvent<'ci.job.v1'>,
  tx: Knex.Transaction,
  deps: ActingDeps,
): Promise<void> {
  const { data, entityRef } = event;
  if (!entityRef || data.state !== 'completed') return;
  if (!isFailedResult(data.result) || data.allowFailure) return;
  const deployment = await loadVerifiedDeployment(tx, {
    entityRef,
    sha: data.sha?.toLocaleLowerCase('en-US') ?? null,
    runExternalId: data.runExternalId,
  });
  if (!deployment) return;
  // What ended before the deployment was there said nothing about it.
  const ended = new Date(data.finishedAt ?? data.observedAt);
  if (ended < deployment.observed_at) return;
  const { policy } = await deps.policies.effective(entityRef, tx);
  if (!policy) return;
  const { policyStage } = mapJobToStage(
    {
      name: data.name,
      stage: data.stage,
      pipeline: data.pipelineName,
      kind: data.kind,
    },
    policy,
  );
  if (policyStage !== 'verify' && policyStage !== 'monitor') return;
  const words = `${data.name} ${data.stage ?? ''}`;
  if (namesOtherEnvironment(policy, words, deployment.environment)) return;
  await rollBack(deployment, tx, deps, data.name);
}

/** Applies events that ask for something to be done. Writes rows, calls nobody. */
export async function actOnEvents(
  batch: readonly AnyLogEvent[],
  tx: Knex.Transaction,
  deps: ActingDeps,
): Promise<void> {
  for (const event of batch) {
    const live = isLive(event, deps);
    if (event.type === 'deployment.v1') {
      await takeDeployment(event, tx, deps, live);
    } else if (live && event.type === 'gate.v1') {
      await takeGate(event, tx, deps);
    } else if (live && event.type === 'ci.job.v1') {
      await takeJob(event, tx, deps);
    }
  }
}
