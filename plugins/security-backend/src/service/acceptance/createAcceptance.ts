import { InputError } from '@backstage/errors';
import { Acceptance } from '@quarterdeck/plugin-security-common';
import { insertAcceptance, touchCovered } from '../../database/acceptanceRows';
import { decide, DecideDeps } from '../decide';
import { Accepter } from './accepter';
import { coveredBy } from './coveredBy';
import { coveredCondition } from '../../database/coveredCondition';
import { Body, newAcceptance } from './newAcceptance';
import { toAcceptances } from './toAcceptances';

/** Accepts a risk until a date. */
export async function createAcceptance(
  deps: DecideDeps,
  body: Body,
  accepter: Accepter,
): Promise<Acceptance> {
  const { reader } = deps;
  const at = reader.now();
  if (new Date(body.expiresAt) <= at) {
    throw new InputError('/expiresAt: the end must lie ahead.');
  }
  const covered = await coveredBy(reader, body.scope, accepter);
  const row = newAcceptance(body, covered, {
    actor: accepter.actor,
    at,
    actionId: null,
  });
  await decide(deps, {
    actor: accepter.actor,
    action: 'accept_risk',
    async write(tx) {
      await insertAcceptance(tx, row);
      return {
        identities: [],
        answer: undefined,
        audit: {
          actor: accepter.actor,
          action: 'risk.accept',
          target: row.id,
          details: {
            scope: body.scope,
            owner: body.owner,
            until: body.expiresAt,
          },
          reason: body.reason,
        },
      };
    },
    touch: tx => touchCovered(tx, coveredCondition(row)),
  });
  const [answer] = await toAcceptances(reader, [row], {
    read: accepter.read,
    accept: accepter.decision,
  });
  return answer;
}
