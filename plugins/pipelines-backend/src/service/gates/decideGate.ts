import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import {
  authorNames,
  canonicalEnvironment,
  EffectivePolicy,
  GateEvidence,
  GateJudgement,
  GateRequestState,
  GateRule,
  judgeGate,
} from '@quarterdeck/plugin-pipelines-common';
import {
  comparePositions,
  EventLogService,
  Position,
} from '@quarterdeck/plugin-ingest-node';
import { loadPosition } from '../../database/gates/evidenceRows';
import {
  GateEvaluationRow,
  GateRequestRow,
  GateVoteRow,
  insertEvaluation,
  loadEvaluations,
  loadVotes,
  lockGateRequest,
  updateGateRequest,
} from '../../database/gates/gateRows';
import { insertOutboxCall } from '../../database/outbox/outboxCalls';
import { belongsTo, OutboundConfig } from '../outbox/outboundConfig';
import { gateCallback } from '../outbox/providerCalls';
import { PolicyShelf } from '../policies/policyShelf';
import { EvidenceReader, readEvidence } from './evidenceReader';

/** Freezes that hold for a deployment. */
export interface FreezeReader {
  active(
    knex: Knex,
    place: { entityRef: string; environment: string; at: Date },
  ): Promise<{ reason: string; until: string | null }[]>;
}

/** What deciding a gate takes. */
export interface GateDeps {
  knex: Knex;
  eventLog: Pick<EventLogService, 'append'>;
  readers: readonly EvidenceReader[];
  freezes: FreezeReader;
  policies: Pick<PolicyShelf, 'effective'>;
  outbound: OutboundConfig;
  now: () => Date;
  /** Missing evidence is waited for so long when a provider asked by itself. */
  graceSeconds: number;
}

/** A gate and the newest decision about it. */
export interface DecidedGate {
  request: GateRequestRow;
  evaluation: GateEvaluationRow;
}

const bypassHolds = 24 * 3600_000;
const stateOf: Record<GateJudgement['decision'], GateRequestState> = {
  allow: 'allowed',
  deny: 'denied',
  wait: 'waiting',
};

const personRule = (
  rule: string,
  title: string,
  passed: boolean,
  reason: string,
): GateRule => ({
  rule,
  title,
  stage: null,
  verdict: passed ? 'warned' : 'failed',
  blocks: !passed,
  reason,
  value: null,
  needed: null,
  evidence: null,
});

interface Verdict extends GateJudgement {
  state: GateRequestState;
  decidedBy?: string;
}

/** What people said stands over what the rules say. */
function withVotes(
  judged: GateJudgement,
  votes: readonly GateVoteRow[],
  now: Date,
): Verdict {
  const bypass = votes.find(
    vote =>
      vote.decision === 'bypassed' &&
      now.getTime() - vote.at.getTime() < bypassHolds,
  );
  if (bypass) {
    const reason = `${bypass.by_ref}: ${bypass.comment ?? ''}`;
    return {
      ...judged,
      decision: 'allow',
      state: 'bypassed',
      reason: `Bypassed by ${reason}`,
      rules: [personRule('bypass', 'Bypass', true, reason), ...judged.rules],
      decidedBy: bypass.by_ref,
    };
  }
  const rejected = votes.find(vote => vote.decision === 'rejected');
  if (rejected) {
    const reason = `${rejected.by_ref}: ${rejected.comment ?? ''}`;
    return {
      ...judged,
      decision: 'deny',
      state: 'rejected',
      reason: `Rejected by ${reason}`,
      rules: [
        personRule('rejection', 'Rejected', false, reason),
        ...judged.rules,
      ],
      decidedBy: rejected.by_ref,
    };
  }
  if (judged.expired) return { ...judged, state: 'expired' };
  return { ...judged, state: stateOf[judged.decision] };
}

/** Nothing is decided before the readers have seen what was committed. */
function notCaughtUp(
  judged: GateJudgement,
  at: Position,
  needed: Position,
): GateJudgement {
  const reason = `The readers of the log are at ${at}, and events up to ${needed} are there.`;
  return {
    ...judged,
    decision: 'wait',
    reason,
    rules: [
      {
        rule: 'log',
        title: 'Evidence is read',
        stage: null,
        verdict: 'waiting',
        blocks: true,
        reason,
        value: at,
        needed,
        evidence: null,
      },
      ...judged.rules,
    ],
  };
}

const outcomeOf = (
  evaluation: Pick<
    GateEvaluationRow,
    'decision' | 'reason' | 'rules' | 'policy'
  >,
) =>
  JSON.stringify([
    evaluation.decision,
    evaluation.reason,
    evaluation.policy.version,
    evaluation.rules.map(({ rule, verdict, value }) => [rule, verdict, value]),
  ]);

/** The lowest position any of the consumers has read to. */
export async function evidencePosition(
  knex: Knex,
  readers: readonly EvidenceReader[],
): Promise<Position> {
  const consumers = [...new Set(readers.flatMap(reader => reader.consumers))];
  let lowest: Position | undefined;
  for (const consumer of consumers) {
    const position = await loadPosition(knex, consumer);
    if (lowest === undefined || comparePositions(position, lowest) < 0) {
      lowest = position;
    }
  }
  return lowest ?? '0';
}

/** When a request is looked at without anybody asking. */
function nextCheck(
  state: GateRequestState,
  askedAt: Date,
  now: Date,
): Date | null {
  if (state !== 'waiting') return null;
  const age = (now.getTime() - askedAt.getTime()) / 1000;
  // Evidence hastens it; this is for timeouts and the end of freezes.
  const seconds = Math.min(60, Math.max(5, age / 20));
  return new Date(now.getTime() + seconds * 1000);
}

/** The call that answers the provider, once for each time it was asked. */
async function answerProvider(
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

async function judge(
  deps: GateDeps,
  tx: Knex,
  request: GateRequestRow,
  votes: readonly GateVoteRow[],
  needed: Position | undefined,
): Promise<{
  verdict: Verdict;
  effective: EffectivePolicy;
  evidence: GateEvidence;
  position: Position;
}> {
  const now = deps.now();
  const entityRef = request.entity_ref;
  // Read before the evidence: the evidence is at least as new.
  const position = await evidencePosition(tx, deps.readers);
  const effective = await deps.policies.effective(entityRef, tx);
  const evidence = await readEvidence(tx, deps.readers, {
    entityRef,
    commit: request.commit_sha,
  });
  const judged = judgeGate({
    policy: effective.policy,
    environment: request.environment,
    evidence,
    approvals: votes
      .filter(vote => vote.decision === 'approved')
      .map(vote => ({
        by: vote.by_ref,
        groups: vote.groups,
        at: vote.at.toISOString(),
      })),
    freezes: await deps.freezes.active(tx, {
      entityRef,
      environment: request.environment,
      at: now,
    }),
    now: now.toISOString(),
    askedAt: request.asked_at.toISOString(),
    graceSeconds: request.provider ? deps.graceSeconds : 0,
  });
  const late = needed !== undefined && comparePositions(position, needed) < 0;
  const verdict = withVotes(
    late ? notCaughtUp(judged, position, needed) : judged,
    votes,
    now,
  );
  return { verdict, effective, evidence, position };
}

/**
 * Decides a gate inside `tx`: reads, judges, keeps the decision, tells the log
 * and writes the provider's answer, all or nothing. A decision that says what
 * the last one said is kept only when it was asked for (`keep`).
 */
export async function decideGate(
  deps: GateDeps,
  tx: Knex.Transaction,
  options: { requestId: string; needed?: Position; keep: boolean },
): Promise<DecidedGate | undefined> {
  const request = await lockGateRequest(tx, options.requestId);
  if (!request) return undefined;
  const at = deps.now();
  const votes = (await loadVotes(tx, [request.id])).filter(
    vote => vote.round === request.round,
  );
  const { verdict, effective, evidence, position } = await judge(
    deps,
    tx,
    request,
    votes,
    options.needed,
  );
  const { source, location, version } = effective;
  const fresh: GateEvaluationRow = {
    id: randomUUID(),
    request_id: request.id,
    decision: verdict.decision,
    reason: verdict.reason,
    position,
    at,
    policy: { source, location, version },
    rules: verdict.rules,
  };
  const last = request.evaluation_id
    ? (await loadEvaluations(tx, [request.evaluation_id])).get(
        request.evaluation_id,
      )
    : undefined;
  const kept =
    !options.keep && last && outcomeOf(last) === outcomeOf(fresh)
      ? last
      : fresh;
  if (kept === fresh) await insertEvaluation(tx, fresh);

  // A provider heard one answer and acts on it; later evidence does not change that.
  const settled = request.provider !== null && request.decided_at !== null;
  const state =
    settled && verdict.decidedBy === undefined ? request.state : verdict.state;
  const decided = state !== 'waiting';
  const reopened = !decided && request.decided_at !== null;
  const after: GateRequestRow = {
    ...request,
    state,
    asked_at: reopened ? at : request.asked_at,
    decided_at: decided ? request.decided_at ?? at : null,
    evaluation_id: kept.id,
    needed: verdict.approvals,
    authors: authorNames(evidence.authors),
  };
  await updateGateRequest(tx, {
    ...after,
    check_at: nextCheck(state, after.asked_at, at),
  });
  if (decided) await answerProvider(deps, tx, after, verdict, at);
  if (state !== request.state || !last) {
    await deps.eventLog.append(
      [
        {
          type: 'gate.decided.v1',
          entityRef: request.entity_ref,
          occurredAt: at,
          correlation: { sha: request.commit_sha },
          data: {
            requestId: request.id,
            evaluationId: kept.id,
            commit: request.commit_sha,
            environment: request.environment,
            decision: verdict.decision,
            state,
            reason: verdict.reason.slice(0, 1024),
            position,
            unmet: verdict.rules
              .filter(
                rule =>
                  rule.blocks &&
                  rule.verdict !== 'passed' &&
                  rule.verdict !== 'warned',
              )
              .map(rule => rule.rule.slice(0, 255))
              .slice(0, 200),
            ...(after.decided_at
              ? {
                  waitSeconds: Math.max(
                    0,
                    (after.decided_at.getTime() - after.asked_at.getTime()) /
                      1000,
                  ),
                }
              : {}),
            ...(verdict.decidedBy ? { decidedBy: verdict.decidedBy } : {}),
          },
        },
      ],
      tx,
    );
  }
  return { request: after, evaluation: kept };
}

/** Under which name an environment's gate is kept. */
export function environmentKey(environment: string): string {
  return canonicalEnvironment(environment);
}
