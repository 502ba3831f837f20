import { z } from 'zod';
import {
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  pipelinesRuleNames,
  RESOURCE_TYPE_PIPELINE_RUN,
} from '@quarterdeck/plugin-pipelines-common';
import { EntityIndex } from '@quarterdeck/plugin-portal-node';
import { EntitySet, onlyEntities } from './service/entitySet';

/** What a rule looks at: whose row it is. */
export interface OwnedRow {
  entityRef: string | null;
}

/** Runs, and the jobs, gates, deployments and changes beside them. */
export const pipelineRunResourceRef = createPermissionResourceRef<
  OwnedRow,
  EntitySet
>().with({
  pluginId: 'pipelines',
  resourceType: RESOURCE_TYPE_PIPELINE_RUN,
});

/** The rules of this area; they need to know who owns what. */
export function createPipelinesRules(index: Pick<EntityIndex, 'ownedBy'>) {
  return {
    isOwnedBy: createPermissionRule({
      name: pipelinesRuleNames.isOwnedBy,
      description: 'The run belongs to an entity owned by one of the claims.',
      resourceRef: pipelineRunResourceRef,
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

/** @see createPipelinesRules */
export type PipelinesRules = ReturnType<typeof createPipelinesRules>;
