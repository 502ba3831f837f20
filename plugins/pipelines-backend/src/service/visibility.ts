import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { PipelinesRules } from '../permissions';
import {
  complement,
  EntitySet,
  everyEntity,
  intersection,
  union,
} from './entitySet';

function toEntitySet(criteria: PermissionCriteria<EntitySet>): EntitySet {
  if ('allOf' in criteria) {
    return intersection(...criteria.allOf.map(toEntitySet));
  }
  if ('anyOf' in criteria) return union(...criteria.anyOf.map(toEntitySet));
  if ('not' in criteria) return complement(toEntitySet(criteria.not));
  return criteria;
}

/**
 * What a permission decision lets a caller see, as entities: so it is a part of
 * the WHERE clause, and nothing is filtered after it was read.
 */
export function createVisibility(
  rules: PipelinesRules,
): (decision: PolicyDecision) => EntitySet {
  const transform = createConditionTransformer<
    EntitySet,
    PipelinesRules['isOwnedBy'][]
  >(Object.values(rules));
  return decision => {
    if (decision.result === AuthorizeResult.ALLOW) return everyEntity;
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      return toEntitySet(transform(decision.conditions));
    }
    throw new NotAllowedError('You may not see pipelines.');
  };
}
