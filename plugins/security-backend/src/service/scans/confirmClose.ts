import { InputError, NotAllowedError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { holds } from '@quarterdeck/plugin-portal-node';
import { ScanImport } from '@quarterdeck/plugin-security-common';
import { closeHeld } from '../../database/importRows';
import { decide, DecideDeps } from '../decide';
import { seenEntities } from '../seenFindings';
import { findImport } from './getImport';
import { toImport } from './toImport';

/** Says that what vanished is really gone. */
export async function confirmClose(
  deps: DecideDeps,
  id: string,
  reason: string,
  caller: { actor: string; read: PolicyDecision; decision: PolicyDecision },
): Promise<ScanImport> {
  const { reader } = deps;
  const row = await findImport(reader, id, caller.read);
  if (!holds(seenEntities(reader.visible(caller.decision)), row.entity_ref)) {
    throw new NotAllowedError('You may not change findings of this entity.');
  }
  if (!row.held) throw new InputError('This import holds nothing back.');
  await decide(deps, {
    actor: caller.actor,
    action: 'confirm_close',
    async write(tx, position) {
      await closeHeld(tx, row.target_key, {
        at: reader.now(),
        position,
        importId: id,
      });
      return {
        identities: [],
        answer: undefined,
        audit: {
          actor: caller.actor,
          action: 'import.confirm-close',
          target: id,
          reason,
        },
      };
    },
  });
  return toImport(reader, await findImport(reader, id, caller.read));
}
