import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import {
  authorNames,
  canonicalEnvironment,
  EffectivePolicy,
  GateEvidence,
  GateRequestState,
  judgeGate,
} from '@quarterdeck/plugin-pipelines-common';
import { comparePositions, Position } from '@quarterdeck/plugin-ingest-node';
import { loadPosition } from '../../database/gates/evidenceRows';
import {
  GateEvaluationRow,
  GateRequestRow,
  insertEvaluation,
  loadEvaluations,
  lockGateRequest,
  updateGateRequest,
} from '../../database/gates/gateRows';
import { GateVoteRow, loadVotes } from '../../database/gates/gateVotes';
import { answerProvider } from './answerProvider';
import { EvidenceReader, readEvidence } from './evidenceReader';
import { GateDeps } from './gateDeps';
import { notCaughtUp, Verdict, withVotes } from './gateVerdict';

/** A gate and the newest decision about it. */
export interface DecidedGate {
  request: GateRequestRow;
  evaluation: GateEvaluationRow;
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
