import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionTransformer,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  doraRuleNames,
  RESOURCE_TYPE_DORA_SERVICE,
} from '@quarterdeck/plugin-dora-common';
import {
  complement,
  EntityIndex,
  EntitySet,
  everyEntity,
  intersection,
  onlyEntities,
  union,
} from '@quarterdeck/plugin-portal-node';
import { z } from 'zod';

/** Services, and everything that is known of them. */
export const doraServiceResourceRef = createPermissionResourceRef<
  { entityRef: string | null },
  EntitySet
>().with({ pluginId: 'dora', resourceType: RESOURCE_TYPE_DORA_SERVICE });

/** The rules of this area; they need to know who owns what. */
export function createDoraRules(index: Pick<EntityIndex, 'ownedBy'>) {
  return {
    isOwnedBy: createPermissionRule({
      name: doraRuleNames.isOwnedBy,
      description: 'The service is owned by one of the claims.',
      resourceRef: doraServiceResourceRef,
      paramsSchema: z.object({
        claims: z
          .array(z.string())
          .describe('Refs of users and groups, group:default/payments'),
      }),
      apply: (row, { claims }) =>
        row.entityRef !== null && index.ownedBy(claims).includes(row.entityRef),
      toQuery: ({ claims }) => onlyEntities(index.ownedBy(claims)),
    }),
  };
}

/** @see createDoraRules */
export type DoraRules = ReturnType<typeof createDoraRules>;

function toEntitySet(criteria: PermissionCriteria<EntitySet>): EntitySet {
  if ('allOf' in criteria) {
    return intersection(...criteria.allOf.map(toEntitySet));
  }
  if ('anyOf' in criteria) return union(...criteria.anyOf.map(toEntitySet));
  if ('not' in criteria) return complement(toEntitySet(criteria.not));
  return criteria;
}

/** What a permission decision lets a caller see, as entities: a part of the WHERE clause. */
export function createVisibility(
  rules: DoraRules,
): (decision: PolicyDecision) => EntitySet {
  const transform = createConditionTransformer<
    EntitySet,
    DoraRules['isOwnedBy'][]
  >(Object.values(rules));
  return decision => {
    if (decision.result === AuthorizeResult.ALLOW) return everyEntity;
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      return toEntitySet(transform(decision.conditions));
    }
    throw new NotAllowedError('You may not see DORA metrics.');
  };
}
