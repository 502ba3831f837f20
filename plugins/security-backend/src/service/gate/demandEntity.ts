import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { holds } from '@quarterdeck/plugin-portal-node';
import { Reader } from '../reader';
import { seenEntities } from '../seenFindings';

/** An entity that the caller may ask for. */
export function demandEntity(
  reader: Reader,
  entity: string,
  decision: PolicyDecision,
): string {
  const entityRef = entity.toLocaleLowerCase('en-US');
  if (
    !reader.index.get(entityRef) ||
    !holds(seenEntities(reader.visible(decision)), entityRef)
  ) {
    throw new NotFoundError(
      `The catalog has no "${entity}", or you may not ask for it.`,
    );
  }
  return entityRef;
}
