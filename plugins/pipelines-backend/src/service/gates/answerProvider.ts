import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { GateRequestRow } from '../../database/gates/gateRows';
import { insertOutboxCall } from '../../database/outbox/outboxCalls';
import { belongsTo } from '../outbox/outboundConfig';
import { gateCallback } from '../outbox/providerCalls';
import { GateDeps } from './gateDeps';
import { Verdict } from './gateVerdict';

/** The call that answers the provider, once for each time it was asked. */
export async function answerProvider(
  deps: GateDeps,
  tx: Knex.Transaction,
  request: GateRequestRow,
  verdict: Verdict,
  at: Date,
): Promise<void> {
  const { provider } = request;
  if (!provider || verdict.decision === 'wait') return;
  const target = deps.outbound.targets.find(one =>
    belongsTo(one, provider.callbackUrl),
  );
  const approved = verdict.decision === 'allow';
  await insertOutboxCall(tx, {
    id: randomUUID(),
    purpose: 'gate_callback',
    idempotency_key: `gate:${request.id}:${request.round}`,
    entity_ref: request.entity_ref,
    title: `${approved ? 'Approve' : 'Reject'} ${request.commit_sha.slice(
      0,
      7,
    )} for ${request.environment}`,
    target: target?.id ?? '',
    request: gateCallback({
      callbackUrl: provider.callbackUrl,
      environment: request.environment,
      approved,
      comment: verdict.reason,
    }),
    created_at: at,
    requested_by: verdict.decidedBy ?? 'policy',
    reason: verdict.reason,
    instance: provider.instance,
    deployment_external_id: provider.deploymentExternalId,
    run_external_id: provider.runExternalId,
    gate_request_id: request.id,
  });
}
