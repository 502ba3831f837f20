import { InputError, NotAllowedError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { holds } from '@quarterdeck/plugin-portal-node';
import { AcceptanceRow } from '../../database/acceptanceRows';
import { Reader } from '../reader';
import { seenEntities } from '../seenFindings';

/** Refuses unless every entity is the caller’s. */
export function demandOwn(
  reader: Reader,
  row: AcceptanceRow,
  decision: PolicyDecision,
): void {
  const may = seenEntities(reader.visible(decision));
  const own = row.entity_refs
    ? row.entity_refs.every(ref => holds(may, ref))
    : may.kind === 'except' && may.refs.length === 0;
  if (!own) {
    throw new NotAllowedError('It covers entities whose risks are not yours.');
  }
  if (row.ended_at) throw new InputError('The acceptance has ended already.');
}
