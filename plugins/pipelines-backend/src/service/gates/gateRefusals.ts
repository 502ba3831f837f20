import { Knex } from 'knex';
import {
  Approver,
  approvalsFor,
  refusalToApprove,
} from '@quarterdeck/plugin-pipelines-common';
import { GateRequestRow } from '../../database/gates/gateRows';
import { loadVotes } from '../../database/gates/gateVotes';
import { readEvidence } from './evidenceReader';
import { GateDeps } from './gateDeps';

/** Why a person may not approve or reject a gate now; absent: they may. */
export type Refusals = (
  request: GateRequestRow,
  person: Approver | undefined,
) => Promise<{ approve?: string; reject?: string }>;

/** Why nothing can be changed about a gate a provider waited on. */
export const answered =
  'The provider has its answer already. Start the deployment there again.';
const isOpen = ({ state }: GateRequestRow) =>
  state === 'waiting' || state === 'denied';

/** Why nobody may decide here any more. */
export function over(request: GateRequestRow): string | undefined {
  if (request.provider && request.decided_at) return answered;
  return isOpen(request) ? undefined : `This gate is ${request.state} already.`;
}

/** Refusals by policy, authors and votes. */
export function createRefusals(
  deps: Pick<GateDeps, 'knex' | 'policies' | 'readers'>,
): Refusals {
  const { knex } = deps;

  const approvalsOf = async (request: GateRequestRow, tx: Knex) => {
    const { policy } = await deps.policies.effective(request.entity_ref, tx);
    return policy ? approvalsFor(policy, request.environment) : [];
  };

  return async (request, person) => {
    if (!person) {
      const sentence = 'Only a person who signed in may decide.';
      return { approve: sentence, reject: sentence };
    }
    const closed = over(request);
    if (closed) return { approve: closed, reject: closed };
    const approvals = await approvalsOf(request, knex);
    const votes = (await loadVotes(knex, [request.id])).filter(
      vote => vote.round === request.round,
    );
    const { authors } = await readEvidence(knex, deps.readers, {
      entityRef: request.entity_ref,
      commit: request.commit_sha,
    });
    const input = {
      approver: person,
      approvals,
      voted: votes.map(vote => vote.by_ref),
    };
    return {
      approve: refusalToApprove({ ...input, authors }),
      // To say no, one need not be somebody else.
      reject: refusalToApprove({
        ...input,
        approvals: approvals.map(one => ({
          ...one,
          author_unknown: 'allow' as const,
        })),
        authors: [],
      }),
    };
  };
}
