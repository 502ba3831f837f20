import { PolicyDecision } from '@backstage/plugin-permission-common';
import { inEntities, where } from '@quarterdeck/plugin-portal-node';
import { Reader } from '../reader';
import { seenEntities } from '../seenFindings';

/** Acceptances about entities the caller sees. */
export const visibleAcceptances = (
  reader: Reader,
  decision: PolicyDecision,
) => {
  const set = inEntities('e.ref', seenEntities(reader.visible(decision)));
  return where(
    `a.entity_refs IS NULL OR EXISTS (SELECT FROM unnest(a.entity_refs) e(ref) WHERE ${set.sql})`,
    ...set.bindings,
  );
};
