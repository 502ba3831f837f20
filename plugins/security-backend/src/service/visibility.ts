import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { everyEntity } from '@quarterdeck/plugin-portal-node';
import { SecurityRules } from '../permissions';
import {
  allSeen,
  anySeen,
  notSeen,
  ofEntities,
  SeenFindings,
} from './seenFindings';

function toSeen(criteria: PermissionCriteria<SeenFindings>): SeenFindings {
  if ('allOf' in criteria && Array.isArray(criteria.allOf)) {
    return allSeen(...criteria.allOf.map(toSeen));
  }
  if ('anyOf' in criteria && Array.isArray(criteria.anyOf)) {
    return anySeen(...criteria.anyOf.map(toSeen));
  }
  if ('not' in criteria) return notSeen(toSeen(criteria.not));
  return criteria as SeenFindings;
}

/**
 * What a permission decision lets a caller see: a part of the WHERE clause, and
 * nothing is filtered after it was read.
 */
export function createVisibility(
  rules: SecurityRules,
): (decision: PolicyDecision) => SeenFindings {
  const transform = createConditionTransformer<
    SeenFindings,
    SecurityRules[keyof SecurityRules][]
  >(Object.values(rules));
  return decision => {
    if (decision.result === AuthorizeResult.ALLOW) {
      return ofEntities(everyEntity);
    }
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      return toSeen(transform(decision.conditions));
    }
    throw new NotAllowedError('You may not see findings.');
  };
}
