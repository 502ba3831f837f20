import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { LogEvent } from '@quarterdeck/plugin-ingest-node';
import { ensureGateRequest } from '../../database/gates/gateRows';
import { insertOutboxCall } from '../../database/outbox/outboxCalls';
import { belongsTo, OutboundConfig } from '../outbox/outboundConfig';
import { gateCallback } from '../outbox/providerCalls';
import { environmentKey } from './decideGate';

/** A provider waits: a gate of ours is asked, or it hears at once why not. */
export async function takeGate(
  event: LogEvent<'gate.v1'>,
  tx: Knex.Transaction,
  deps: { outbound: OutboundConfig; now: () => Date },
): Promise<void> {
  const { data, entityRef } = event;
  const { callbackUrl, environment, sha } = data;
  if (!callbackUrl || data.state !== 'pending') return;
  const asker = JSON.stringify([data.instance, data.project, data.externalId]);
  if (entityRef && environment && sha) {
    await ensureGateRequest(tx, {
      id: randomUUID(),
      entityRef,
      commit: sha.toLocaleLowerCase('en-US'),
      environment,
      environmentKey: environmentKey(environment),
      asker,
      askedAt: deps.now(),
      provider: {
        name: data.provider,
        instance: data.instance,
        project: data.project,
        externalId: data.externalId,
        runExternalId: data.runExternalId ?? null,
        deploymentExternalId: data.deploymentExternalId ?? null,
        url: data.url ?? null,
        callbackUrl,
      },
    });
    return;
  }
  const reason = entityRef
    ? 'The provider did not say which commit goes where.'
    : `No entity of the catalog is known for ${data.project}. Claim it in the portal, then start the deployment again.`;
  const target = deps.outbound.targets.find(one => belongsTo(one, callbackUrl));
  await insertOutboxCall(tx, {
    id: randomUUID(),
    purpose: 'gate_callback',
    idempotency_key: `gate:${asker}`,
    entity_ref: entityRef ?? null,
    title: `Reject ${data.project} for ${
      environment ?? 'an unknown environment'
    }`,
    target: target?.id ?? '',
    request: gateCallback({
      callbackUrl,
      environment: environment ?? '',
      approved: false,
      comment: reason,
    }),
    created_at: deps.now(),
    requested_by: 'policy',
    reason,
    instance: data.instance,
    deployment_external_id: data.deploymentExternalId ?? null,
    run_external_id: data.runExternalId ?? null,
    gate_request_id: null,
  });
}
