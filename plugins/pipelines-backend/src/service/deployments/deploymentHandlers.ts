import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  deploymentRoutes,
  pipelinesDeploymentRollbackPermission,
  pipelinesFreezeManagePermission,
  resolveTime,
} from '@quarterdeck/plugin-pipelines-common';
import { AuditLog, ContractHandlers } from '@quarterdeck/plugin-portal-node';
import { loadFreezes } from '../../database/deployments/freezeRows';
import { Reader } from '../reader';
import { answerCompare } from './compareQuestion';
import { answerDeployments } from './deploymentList';
import { answerGetDeployment } from './deploymentPage';
import { answerDrift } from './driftQuestion';
import { answerMatrix } from './environmentQuestions';
import {
  createFreeze,
  deleteFreeze,
  freezeVisible,
  toFreeze,
  updateFreeze,
} from './freezes';
import { loadRollbackOutlook } from '../../database/outbox/watchedDeployments';
import { HasRollbackTarget, mayRollBack } from './mayRollBack';
import { answerTiles } from './tilesQuestion';
import { answerTimeline } from './timelineQuestion';

/** HTTP to questions about deployments, environments and freezes. */
export function createDeploymentHandlers(options: {
  reader: Reader;
  audit: Pick<AuditLog, 'record'>;
  permissions: PermissionsService;
  /** Ref of the person, or subject of the token. */
  nameOf: (credentials: BackstageCredentials) => string;
  hasRollbackTarget: HasRollbackTarget;
}): ContractHandlers<typeof deploymentRoutes> {
  const { reader, permissions, nameOf } = options;

  const canManage = async (credentials: BackstageCredentials) => {
    const [decision] = await permissions.authorizeConditional(
      [{ permission: pipelinesFreezeManagePermission }],
      { credentials },
    );
    return decision !== undefined && decision.result !== AuthorizeResult.DENY;
  };

  return {
    listDeployments: ({ query, decision }) =>
      answerDeployments(reader, query, decision),
    getDeployment: async ({ params, decision, credentials }) => {
      const [answer, [rollback]] = await Promise.all([
        answerGetDeployment(reader, params, decision),
        permissions.authorizeConditional(
          [{ permission: pipelinesDeploymentRollbackPermission }],
          { credentials },
        ),
      ]);
      const { entityRef } = answer.deployment;
      const { to, overtaken } = entityRef
        ? await loadRollbackOutlook(reader.knex, { ...params, entityRef })
        : { to: null, overtaken: false };
      const rollBack = mayRollBack(
        answer.deployment,
        rollback,
        decided => reader.visible(decided),
        options.hasRollbackTarget,
        overtaken,
      );
      return { ...answer, may: { rollBack: { ...rollBack, to } } };
    },
    compareDeployments: ({ query, decision }) =>
      answerCompare(reader, query, decision),
    deploymentTimeline: ({ query, decision }) =>
      answerTimeline(reader, query, decision),
    environmentMatrix: ({ query, decision }) =>
      answerMatrix(reader, query, decision),
    environmentTiles: ({ query, decision }) =>
      answerTiles(reader, query, decision),
    environmentDrift: ({ query, decision }) =>
      answerDrift(reader, query, decision),
    listFreezes: async ({ query, decision, credentials }) => {
      const now = reader.now();
      const rows = await loadFreezes(reader.knex, {
        from: resolveTime(query.from, now),
        to: query.to ? resolveTime(query.to, now) : undefined,
      });
      const { entity } = query;
      const about = (scope: string, ref: string | null) =>
        !entity ||
        scope === 'all' ||
        ref === entity ||
        (ref !== null && reader.index.inScope(ref).includes(entity));
      return {
        items: rows
          .filter(
            row =>
              freezeVisible(reader, row, decision) &&
              about(row.scope, row.scope_ref),
          )
          .map(row => toFreeze(row, now)),
        canManage: await canManage(credentials),
      };
    },
    createFreeze: ({ body, decision, credentials }) =>
      createFreeze(options, body, { actor: nameOf(credentials), decision }),
    updateFreeze: ({ params, body, decision, credentials }) =>
      updateFreeze(options, params.id, body, {
        actor: nameOf(credentials),
        decision,
      }),
    deleteFreeze: ({ params, decision, credentials }) =>
      deleteFreeze(options, params.id, {
        actor: nameOf(credentials),
        decision,
      }),
  };
}
