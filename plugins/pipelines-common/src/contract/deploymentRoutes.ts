import { z } from 'zod';
import {
  cursorQuery,
  defineContract,
  defineRoute,
  queryList,
} from '@quarterdeck/plugin-portal-common';
import { answerMetaSchema, pointSchema } from '../answers';
import {
  commitRangeSchema,
  deploymentDetailSchema,
  deploymentSummarySchema,
} from '../deploymentAnswers';
import { deploymentKinds, deploymentStates } from '../deploymentWords';
import {
  driftSchema,
  environmentColumnSchema,
  freezeSchema,
  matrixRowSchema,
  placeSchema,
  timelineLaneSchema,
} from '../environmentAnswers';
import { environmentTiers } from '../environmentOrder';
import { mayDoSchema } from '../gates/gateAnswers';
import { incidentAnswerSchema } from '../incidentAnswers';
import { pipelinesRunReadPermission as permission } from '../permissions';
import { timeRangeSchema, timeText, zoneText } from '../timeRange';
import { verifications } from '../verification';
import { freezeRoutes } from './freezeRoutes';
import { entityRef, flag, page, scopeQuery } from './shared';

const environmentName = z.string().max(255);

/** Whose places, and which of them. */
const placeQuery = {
  ...scopeQuery,
  entity: queryList(entityRef),
  environment: queryList(environmentName),
  tier: queryList(z.enum(environmentTiers)),
};

/** The natural key of a deployment. */
export const deploymentParams = z.object({
  instance: z.string().max(255),
  externalId: z.string().max(128),
});

/** What runs where, how it got there, and when nothing may. */
export const deploymentRoutes = defineContract({
  listDeployments: defineRoute({
    method: 'GET',
    path: '/v1/deployments',
    summary: 'Deployments, newest first.',
    permission,
    query: z.object({
      ...placeQuery,
      project: z.string().max(512).optional(),
      region: queryList(z.string().max(128)),
      state: queryList(z.enum(deploymentStates)),
      kind: queryList(z.enum(deploymentKinds)),
      /** How the check of what was deployed came out. */
      verification: queryList(z.enum(verifications)),
      /** Listed time, half open; absent means no bound. */
      from: timeText.optional(),
      to: timeText.optional(),
      /** Version, commit or login of who did it, each from its start. */
      q: z.string().max(200).optional(),
      /** true: earlier attempts too. */
      attempts: flag.optional(),
      ...cursorQuery,
    }),
    response: z.object({
      ...page,
      items: z.array(deploymentSummarySchema),
      meta: answerMetaSchema,
    }),
  }),
  getDeployment: defineRoute({
    method: 'GET',
    path: '/v1/deployments/:instance/:externalId',
    summary:
      'One deployment with commits, gates, rollout steps and neighbours.',
    permission,
    params: deploymentParams,
    response: deploymentDetailSchema.extend({
      may: z.object({
        /** Without a reason it is not permitted: show nothing. */
        rollBack: mayDoSchema.extend({
          /** What a rollback brings back. null: nobody knows. */
          to: z.string().nullable(),
        }),
      }),
      meta: answerMetaSchema,
    }),
  }),
  compareDeployments: defineRoute({
    method: 'GET',
    path: '/v1/deployments/compare',
    summary: 'Two deployments of one service, and the commits between them.',
    permission,
    query: z.object({
      leftInstance: z.string().max(255),
      leftExternalId: z.string().max(128),
      rightInstance: z.string().max(255),
      rightExternalId: z.string().max(128),
    }),
    response: z.object({
      left: deploymentSummarySchema,
      right: deploymentSummarySchema,
      sameRelease: z.boolean(),
      /** Which of the two holds more; null: the same, or not known. */
      ahead: z.enum(['left', 'right']).nullable(),
      /** The commits that the one ahead holds and the other does not. */
      commits: commitRangeSchema,
      meta: answerMetaSchema,
    }),
  }),
  deploymentTimeline: defineRoute({
    method: 'GET',
    path: '/v1/deployments/timeline',
    summary:
      'Deployments, freezes and incidents of a time range, a lane per place.',
    permission,
    query: z.object({
      ...placeQuery,
      from: timeText.default('now-7d'),
      to: timeText.default('now'),
      lanes: z.coerce.number().int().min(1).max(200).default(60),
    }),
    response: z.object({
      range: timeRangeSchema,
      lanes: z.array(timelineLaneSchema),
      /** Lanes or deployments were left out: narrow the range or the scope. */
      truncated: z.boolean(),
      freezes: z.array(freezeSchema),
      /** Open at some time of the range, newest first; at most 500. */
      incidents: z.array(incidentAnswerSchema),
      meta: answerMetaSchema,
    }),
  }),
  environmentMatrix: defineRoute({
    method: 'GET',
    path: '/v1/environments/matrix',
    summary: 'What each service runs in each environment now.',
    permission,
    query: z.object({
      ...placeQuery,
      /** A part of a service's name or of a version. */
      q: z.string().max(200).optional(),
      /** true: only services whose regions or environments differ. */
      differing: flag.optional(),
      cursor: z.string().max(1024).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    response: z.object({
      ...page,
      /** In promotion order: tier, name, region. */
      columns: z.array(environmentColumnSchema),
      /** Environments left out because there are too many: filter. */
      columnsOmitted: z.number(),
      /** By the service's name. */
      rows: z.array(matrixRowSchema),
      /** Services that match, on all pages. */
      services: z.number(),
      /** Services in the scope that the caller may not see. */
      hiddenServices: z.number(),
      meta: answerMetaSchema,
    }),
  }),
  environmentTiles: defineRoute({
    method: 'GET',
    path: '/v1/environments/tiles',
    summary: 'The numbers above the matrix.',
    permission,
    query: z.object({ ...placeQuery, zone: zoneText }),
    response: z.object({
      services: z.number(),
      environments: z.number(),
      failingInProduction: z.object({
        count: z.number(),
        worst: placeSchema.nullable(),
      }),
      waiting: z.object({
        count: z.number(),
        oldest: placeSchema.extend({ waitSeconds: z.number() }).nullable(),
      }),
      regionsDiffer: z.object({
        count: z.number(),
        of: z.number(),
        oldestGapSeconds: z.number().nullable(),
      }),
      /** null: of no place it is known. */
      mostBehind: placeSchema.extend({ commits: z.number() }).nullable(),
      today: z.object({
        count: z.number(),
        /** Median of this weekday up to this hour, over the last four weeks. null: no such days. */
        usual: z.number().nullable(),
        /** The last seven days, today last. */
        days: z.array(pointSchema),
      }),
      meta: answerMetaSchema,
    }),
  }),
  environmentDrift: defineRoute({
    method: 'GET',
    path: '/v1/environments/drift',
    summary: 'Places of a service that run different things, the widest first.',
    permission,
    query: z.object({
      ...placeQuery,
      between: z.enum(['environments', 'regions']).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    response: z.object({
      items: z.array(driftSchema),
      total: z.number(),
      meta: answerMetaSchema,
    }),
  }),
  ...freezeRoutes,
});
