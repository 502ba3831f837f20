import {
  GateJudgement,
  GateRequestState,
  GateRule,
} from '@quarterdeck/plugin-pipelines-common';
import { Position } from '@quarterdeck/plugin-ingest-node';
import { GateVoteRow } from '../../database/gates/gateVotes';

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

/** A judgement, with where the gate stands after it and who said so. */
export interface Verdict extends GateJudgement {
  state: GateRequestState;
  decidedBy?: string;
}

/** What people said stands over what the rules say. */
export function withVotes(
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
export function notCaughtUp(
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
