import { InputError } from '@backstage/errors';
import { Acceptance } from '@quarterdeck/plugin-security-common';
import { updateAcceptance } from '../../database/acceptanceRows';
import { DecideDeps } from '../decide';
import { Accepter } from './accepter';
import { demandOwn } from './demandOwn';
import { answerGetAcceptance, findAcceptance } from './getAcceptance';
import { Body } from './newAcceptance';

/** Another end, with a reason. */
export async function extendAcceptance(
  deps: DecideDeps,
  id: string,
  body: Pick<Body, 'owner' | 'reason' | 'expiresAt'>,
  accepter: Accepter,
): Promise<Acceptance> {
  const { reader } = deps;
  const row = await findAcceptance(reader, id, accepter.read);
  demandOwn(reader, row, accepter.decision);
  if (new Date(body.expiresAt) <= reader.now()) {
    throw new InputError('/expiresAt: the end must lie ahead.');
  }
  const change = {
    owner: body.owner,
    reason: body.reason,
    expires_at: new Date(body.expiresAt),
    reminded_days: [],
  };
  await reader.knex.transaction(async tx => {
    await updateAcceptance(tx, id, change);
    await deps.audit.record(
      {
        actor: accepter.actor,
        action: 'risk.extend',
        target: id,
        details: { from: row.expires_at.toISOString(), to: body.expiresAt },
        reason: body.reason,
      },
      tx,
    );
  });
  deps.changed();
  return answerGetAcceptance(reader, id, {
    read: accepter.read,
    accept: accepter.decision,
  });
}
