import { NotAllowedError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { holds } from '@quarterdeck/plugin-portal-node';
import { PolicyScope } from '@quarterdeck/plugin-security-common';
import { Reader, seesAll } from '../reader';
import { seenEntities } from '../seenFindings';

/** Whose gates a policy sets. */
export interface PolicyPlace {
  scope: PolicyScope;
  scopeRef: string | null;
}

/** Components whose gates a policy of this place sets. */
function componentsIn({ index }: Pick<Reader, 'index'>, place: PolicyPlace) {
  const { scope, scopeRef } = place;
  if (scopeRef === null) return [];
  if (scope === 'entity') return [scopeRef];
  const refs =
    scope === 'group' ? index.ownedBy([scopeRef]) : index.inScope(scopeRef);
  return refs.filter(ref => ref.startsWith('component:'));
}

/** Whether a caller may set gates there: an entity of theirs, or with all rights everything. */
export function maySetPolicy(
  reader: Reader,
  place: PolicyPlace,
  decision: PolicyDecision,
): boolean {
  if (seesAll(reader, decision)) return true;
  if (place.scope === 'all') return false;
  const seen = seenEntities(reader.visible(decision));
  const refs = componentsIn(reader, place);
  // A system or group without components would hold for what comes later.
  return refs.length > 0 && refs.every(ref => holds(seen, ref));
}

/** Refuses a caller who may not set gates there. */
export function demandPolicyRight(
  reader: Reader,
  place: PolicyPlace,
  decision: PolicyDecision,
): void {
  if (maySetPolicy(reader, place, decision)) return;
  throw new NotAllowedError(
    'The policy would hold for entities that are not yours.',
  );
}
