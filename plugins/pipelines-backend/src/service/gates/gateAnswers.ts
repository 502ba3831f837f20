import {
  GateEvaluation,
  GateRequest,
  OutboxCall,
} from '@quarterdeck/plugin-pipelines-common';
import {
  GateEvaluationRow,
  GateRequestRow,
} from '../../database/gates/gateRows';
import { GateVoteRow } from '../../database/gates/gateVotes';
import { OutboxRow } from '../../database/outbox/outboxCalls';

/** A decision as the API gives it. */
export function toEvaluation(
  request: GateRequestRow,
  row: GateEvaluationRow,
): GateEvaluation {
  return {
    id: row.id,
    requestId: request.id,
    entityRef: request.entity_ref,
    commit: request.commit_sha,
    environment: request.environment,
    decision: row.decision,
    reason: row.reason,
    position: row.position,
    at: row.at.toISOString(),
    policy: row.policy,
    rules: row.rules,
  };
}

const may = (refused: string | undefined) => ({
  allowed: refused === undefined,
  reason: refused ?? null,
});

/** A gate as the API gives it. */
export function toGateRequest(
  request: GateRequestRow,
  more: {
    evaluation: GateEvaluationRow | undefined;
    votes: readonly GateVoteRow[];
    callback: OutboxRow['state'] | undefined;
    refused: { approve?: string; reject?: string; bypass?: string };
    now: Date;
  },
): GateRequest {
  const { provider } = request;
  const until = request.decided_at ?? more.now;
  return {
    id: request.id,
    entityRef: request.entity_ref,
    commit: request.commit_sha,
    environment: request.environment,
    state: request.state,
    askedAt: request.asked_at.toISOString(),
    decidedAt: request.decided_at?.toISOString() ?? null,
    waitSeconds: Math.max(
      0,
      (until.getTime() - request.asked_at.getTime()) / 1000,
    ),
    authors: request.authors,
    approvals: request.needed,
    votes: more.votes
      .filter(vote => vote.round === request.round)
      .map(vote => ({
        stage:
          request.needed.find(
            one =>
              vote.decision === 'approved' &&
              one.groups.some(group => vote.groups.includes(group)),
          )?.stage ?? null,
        decision: vote.decision,
        by: vote.by_ref,
        comment: vote.comment,
        at: vote.at.toISOString(),
      })),
    evaluation: more.evaluation ? toEvaluation(request, more.evaluation) : null,
    may: {
      approve: may(more.refused.approve),
      reject: may(more.refused.reject),
      bypass: may(more.refused.bypass),
    },
    provider: provider && {
      name: provider.name,
      instance: provider.instance,
      project: provider.project,
      runExternalId: provider.runExternalId,
      deploymentExternalId: provider.deploymentExternalId,
      url: provider.url,
      callback: more.callback ?? null,
    },
  };
}

/** A call to a provider as the API gives it. */
export function toOutboxCall(row: OutboxRow): OutboxCall {
  return {
    id: row.id,
    purpose: row.purpose,
    entityRef: row.entity_ref,
    title: row.title,
    state: row.state,
    target: row.target,
    method: row.request.method,
    url: row.request.url,
    tries: row.tries,
    nextTryAt: row.state === 'pending' ? row.next_at.toISOString() : null,
    lastStatus: row.last_status,
    lastError: row.last_error,
    createdAt: row.created_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    requestedBy: row.requested_by,
    reason: row.reason,
    about: {
      instance: row.instance,
      deploymentExternalId: row.deployment_external_id,
      runExternalId: row.run_external_id,
      gateRequestId: row.gate_request_id,
    },
  };
}
