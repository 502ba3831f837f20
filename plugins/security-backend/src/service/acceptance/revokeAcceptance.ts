import { InputError } from '@backstage/errors';
import { Acceptance } from '@quarterdeck/plugin-security-common';
import { DecideDeps } from '../decide';
import { Accepter } from './accepter';
import { demandOwn } from './demandOwn';
import { endAcceptance } from './endAcceptance';
import { answerGetAcceptance, findAcceptance } from './getAcceptance';

/** Ends it now. */
export async function revokeAcceptance(
  deps: DecideDeps,
  id: string,
  reason: string,
  accepter: Accepter,
): Promise<Acceptance> {
  const row = await findAcceptance(deps.reader, id, accepter.read);
  demandOwn(deps.reader, row, accepter.decision);
  const ended = await endAcceptance(deps, row, {
    actor: accepter.actor,
    reason,
    audited: 'risk.revoke',
  });
  if (!ended) throw new InputError('The acceptance has ended already.');
  return answerGetAcceptance(deps.reader, id, {
    read: accepter.read,
    accept: accepter.decision,
  });
}
