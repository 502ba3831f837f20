import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Knex } from 'knex';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { Approver, groupRef } from '@quarterdeck/plugin-pipelines-common';
import { Position } from '@quarterdeck/plugin-ingest-node';
import {
  claimDueRequest,
  ensureGateRequest,
  GateRequestRow,
  isRequestDue,
  lockGateRequest,
  postponeRequest,
  updateGateRequest,
} from '../../database/gates/gateRows';
import { insertVote, replaceVote } from '../../database/gates/gateVotes';
import { DecidedGate, decideGate, environmentKey } from './decideGate';
import { GateDeskDeps, GateQuestion } from './gateDeps';
import { catchUp } from './catchUp';
import { answered, createRefusals, over, Refusals } from './gateRefusals';

/** Asks gates, and takes what people say at them. */
export interface GateDesk {
  evaluate(question: GateQuestion): Promise<DecidedGate>;
  /** Answers when it is decided, or when the time is over. */
  wait(
    question: GateQuestion,
    until: Date,
    gone: () => boolean,
  ): Promise<DecidedGate>;
  check(id: string): Promise<DecidedGate>;
  /** Looks at the requests that are due. @returns how many. */
  checkDue(): Promise<number>;
  approve(id: string, person: Approver, comment?: string): Promise<DecidedGate>;
  reject(id: string, person: Approver, comment: string): Promise<DecidedGate>;
  bypass(id: string, person: Approver, reason: string): Promise<DecidedGate>;
  reopen(id: string, person: Approver, comment?: string): Promise<DecidedGate>;
  /** Why the person may not approve or reject this one now. */
  refusals: Refusals;
}

const noGate = () => new NotFoundError('There is no such gate.');
/** A desk over the given tables. */
export function createGateDesk(deps: GateDeskDeps): GateDesk {
  const { knex, audit, now } = deps;

  const caughtUp = () => catchUp(deps);

  const decide = async (
    tx: Knex.Transaction,
    requestId: string,
    options: { needed?: Position; keep: boolean },
  ) => {
    const decided = await decideGate(deps, tx, { requestId, ...options });
    if (!decided) throw noGate();
    return decided;
  };

  const ensure = (question: GateQuestion) =>
    ensureGateRequest(knex, {
      id: randomUUID(),
      ...question,
      environmentKey: environmentKey(question.environment),
      asker: '',
      askedAt: now(),
      provider: null,
    });

  const ask = async (id: string, keep: boolean) => {
    const needed = await caughtUp();
    const decided = await knex.transaction(tx =>
      decide(tx, id, { needed, keep }),
    );
    deps.changed();
    return decided;
  };

  const refusals = createRefusals(deps);

  /** A change by a person: locked, refused or kept, audited and decided anew. */
  const change = async (
    id: string,
    person: Approver,
    action: { name: string; comment?: string },
    work: (request: GateRequestRow, tx: Knex.Transaction) => Promise<void>,
  ) => {
    const needed = await caughtUp();
    const decided = await knex.transaction(async tx => {
      const request = await lockGateRequest(tx, id);
      if (!request) throw noGate();
      await work(request, tx);
      await audit.record(
        {
          actor: person.ref,
          action: action.name,
          target: `${request.entity_ref}@${request.commit_sha} to ${request.environment}`,
          details: { gate: id, round: request.round },
          reason: action.comment,
        },
        tx,
      );
      return decide(tx, id, { needed, keep: true });
    });
    deps.changed();
    return decided;
  };

  const vote = (
    request: GateRequestRow,
    person: Approver,
    decision: 'approved' | 'rejected' | 'bypassed',
    comment?: string,
  ) => ({
    request_id: request.id,
    round: request.round,
    by_ref: person.ref,
    decision,
    groups: person.claims.map(groupRef),
    comment: comment || null,
    at: now(),
  });

  const say =
    (decision: 'approved' | 'rejected', person: Approver, comment?: string) =>
    async (request: GateRequestRow, tx: Knex.Transaction) => {
      const closed = over(request);
      if (closed) throw new ConflictError(closed);
      const refused = await refusals(request, person);
      const reason = decision === 'approved' ? refused.approve : refused.reject;
      if (reason) throw new NotAllowedError(reason);
      if (!(await insertVote(tx, vote(request, person, decision, comment)))) {
        throw new ConflictError('You have decided here already.');
      }
    };

  return {
    async evaluate(question) {
      const { id } = await ensure(question);
      return ask(id, true);
    },
    async wait(question, until, gone) {
      const { id, made } = await ensure(question);
      let keep = made;
      for (;;) {
        const decided = await ask(id, keep);
        keep = false;
        const left = until.getTime() - Date.now();
        if (decided.evaluation.decision !== 'wait' || left <= 0 || gone()) {
          return decided;
        }
        await sleep(Math.min(left, deps.pollMs));
      }
    },
    check: id => ask(id, true),
    async checkDue() {
      let checked = 0;
      for (;;) {
        if (!(await isRequestDue(knex, now()))) break;
        const needed = await caughtUp();
        let claimed: string | undefined;
        try {
          await knex.transaction(async tx => {
            claimed = await claimDueRequest(tx, now());
            if (claimed) await decide(tx, claimed, { needed, keep: false });
          });
        } catch (error) {
          // One that cannot be decided must not hold up the others.
          if (!claimed) throw error;
          await postponeRequest(
            knex,
            claimed,
            new Date(now().getTime() + 60_000),
          );
          deps.logger.error(`Gate ${claimed} cannot be decided: ${error}`);
        }
        if (!claimed) break;
        checked += 1;
      }
      if (checked > 0) deps.changed();
      return checked;
    },
    approve: (id, person, comment) =>
      change(
        id,
        person,
        { name: 'gate.approve', comment },
        say('approved', person, comment),
      ),
    reject: (id, person, comment) =>
      change(
        id,
        person,
        { name: 'gate.reject', comment },
        say('rejected', person, comment),
      ),
    bypass: (id, person, reason) =>
      change(
        id,
        person,
        { name: 'gate.bypass', comment: reason },
        async (request, tx) => {
          if (request.provider && request.decided_at)
            throw new ConflictError(answered);
          if (request.state === 'allowed' || request.state === 'bypassed') {
            throw new ConflictError('This gate is open already.');
          }
          await replaceVote(tx, vote(request, person, 'bypassed', reason));
        },
      ),
    reopen: (id, person, comment) =>
      change(
        id,
        person,
        { name: 'gate.reopen', comment },
        async (request, tx) => {
          if (request.provider && request.decided_at)
            throw new ConflictError(answered);
          if (request.state !== 'rejected' && request.state !== 'expired') {
            throw new ConflictError(
              'Only a gate that was rejected or expired is asked again.',
            );
          }
          await updateGateRequest(tx, {
            ...request,
            state: 'waiting',
            round: request.round + 1,
            asked_at: now(),
            decided_at: null,
            check_at: now(),
          });
        },
      ),
    refusals,
  };
}
