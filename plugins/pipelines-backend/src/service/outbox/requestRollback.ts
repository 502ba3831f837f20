import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { AuditLog } from '@quarterdeck/plugin-portal-node';
import {
  insertOutboxCall,
  loadOutboxCall,
  OutboxRow,
} from '../../database/outbox/outboxCalls';
import {
  loadDeploymentBefore,
  WatchedDeploymentRow,
} from '../../database/outbox/watchedDeployments';
import { OutboundConfig, rollbackTarget } from './outboundConfig';
import { rollbackCall } from './providerCalls';

/** Why no call was written. */
export const noRollbackTarget = 'no_target';

/**
 * Writes the call that rolls a deployment back, with its audit record. The same
 * decision about the same deployment is one call, however often it is made.
 */
export async function requestRollback(
  tx: Knex.Transaction,
  options: {
    outbound: OutboundConfig;
    audit: AuditLog;
    deployment: WatchedDeploymentRow;
    /** Ref of a person, or `policy`. */
    by: string;
    reason: string;
    /** What makes the decision one: the policy decides once per deployment. */
    decision: string;
    at: Date;
  },
): Promise<OutboxRow | typeof noRollbackTarget> {
  const { outbound, audit, deployment, by, reason, at } = options;
  const target = rollbackTarget(outbound, {
    entityRef: deployment.entity_ref,
    instance: deployment.instance,
  });
  if (!target) return noRollbackTarget;
  const before = await loadDeploymentBefore(tx, deployment);
  const name = deployment.entity_ref.slice(
    deployment.entity_ref.indexOf('/') + 1,
  );
  const words = {
    environment: deployment.environment,
    service: deployment.service ?? name,
    project: deployment.project,
    deployment: deployment.external_id,
    commit: deployment.sha ?? '',
    version: deployment.version ?? '',
    to_commit: before?.sha ?? '',
    to_version: before?.version ?? before?.sha ?? '',
    reason,
  };
  const to = before?.version ?? before?.sha?.slice(0, 7);
  const id = randomUUID();
  const key = `rollback:${deployment.instance}:${deployment.external_id}:${options.decision}`;
  const written = await insertOutboxCall(tx, {
    id,
    purpose: 'rollback',
    idempotency_key: key,
    entity_ref: deployment.entity_ref,
    title: `Roll back ${name} in ${deployment.environment}${
      to ? ` to ${to}` : ''
    }`,
    target: target.id,
    request: rollbackCall(target, words),
    created_at: at,
    requested_by: by,
    reason,
    instance: deployment.instance,
    deployment_external_id: deployment.external_id,
    run_external_id: deployment.run_external_id,
    gate_request_id: null,
  });
  if (written) {
    await audit.record(
      {
        actor: by,
        action: 'deployment.rollback',
        target: `${deployment.instance}/${deployment.external_id}`,
        details: {
          entityRef: deployment.entity_ref,
          call: id,
          target: target.id,
        },
        reason,
      },
      tx,
    );
  }
  const row = await loadOutboxCall(tx, { idempotency_key: key });
  if (!row) throw new Error(`The call ${key} was written and is not there`);
  return row;
}
