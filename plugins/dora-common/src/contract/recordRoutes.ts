import { z } from 'zod';
import {
  answerMetaSchema,
  cursorQuery,
  defineContract,
  defineRoute,
  timeText,
} from '@quarterdeck/plugin-portal-common';
import {
  doraClassifyPermission as classify,
  doraMarkerManagePermission as manageMarkers,
  doraReadPermission as permission,
} from '../permissions';
import { markerSchema } from './figureAnswers';
import {
  classificationSchema,
  classificationWords,
  countedDeploymentSchema,
  markSchema,
  qualityItemSchema,
  sampleSchema,
} from './sampleAnswers';
import {
  deploymentParams,
  entityRef,
  flag,
  metricNameSchema,
  page,
  scopeQuery,
  weekStartSchema,
} from './shared';

const reason = z.string().trim().min(1).max(1024);

/** What a person says of a deployment. */
export const classifyBodySchema = z
  .object({
    as: z.enum(classificationWords),
    /** With `fixed_by`: id (`instance/externalId`) of the deployment that made it good. */
    fixedBy: z.string().min(3).max(400).optional(),
    reason,
  })
  .refine(body => (body.as === 'fixed_by') === (body.fixedBy !== undefined), {
    message: 'needed with "fixed_by", and only then',
    path: ['fixedBy'],
  });

/** How a scope's numbers are computed. @see DoraSettings */
export const settingsSchema = z.object({
  leadTimeFrom: z.enum([
    'committed',
    'authored',
    'change_first_commit',
    'merged',
  ]),
  botPattern: z.string().nullable(),
  targetBranches: z.array(z.string()).nullable(),
  baselineGapDays: z.number(),
  releaseWindowMinutes: z.number(),
  leadTimeRegion: z.enum(['first', 'last']),
  incidentWindowMinutes: z.number(),
  affectedCount: z.boolean(),
  unknownReachCounts: z.boolean(),
  recoveryEnd: z.enum(['incident', 'deployment']),
  hotfixRules: z.object({
    ref: z.string().nullable(),
    branch: z.string().nullable(),
    label: z.string().nullable(),
  }),
  revertRules: z.array(z.string()),
  paths: z.array(
    z.object({
      service: z.string(),
      repo: z.string(),
      prefixes: z.array(z.string()),
    }),
  ),
});

/** A deployment, why it counts as it does, and what people said. */
const deploymentAnswer = z.object({
  deployment: countedDeploymentSchema,
  /** Changes and commits it brought first, at most 200. */
  leadTimes: z.array(sampleSchema),
  recovery: sampleSchema.nullable(),
  marks: z.array(markSchema),
  quality: z.array(qualityItemSchema),
  /** Newest first, also those taken back. */
  classifications: z.array(classificationSchema),
  /** The caller may classify it. */
  mayClassify: z.boolean(),
  formulaVersion: z.string(),
  meta: answerMetaSchema,
});

const classificationParams = deploymentParams.extend({ id: z.uuid() });

/** What people say and set, and how numbers are computed. */
export const recordRoutes = defineContract({
  getDeployment: defineRoute({
    method: 'GET',
    path: '/v1/deployments/:instance/:externalId',
    summary: 'One deployment: how it counts, and why.',
    permission,
    params: deploymentParams,
    response: deploymentAnswer,
  }),
  classifyDeployment: defineRoute({
    method: 'PUT',
    path: '/v1/deployments/:instance/:externalId/classification',
    summary:
      'Says what a deployment was, with a reason; takes the place of what was said before.',
    permission: classify,
    params: deploymentParams,
    body: classifyBodySchema,
    response: classificationSchema,
  }),
  undoClassification: defineRoute({
    method: 'DELETE',
    path: '/v1/deployments/:instance/:externalId/classification/:id',
    summary: 'Takes back what was said of a deployment.',
    permission: classify,
    params: classificationParams,
    query: z.object({ reason: reason.optional() }),
    response: classificationSchema,
  }),
  listClassifications: defineRoute({
    method: 'GET',
    path: '/v1/classifications',
    summary: 'What people said of deployments, newest first.',
    permission,
    query: z.object({
      ...scopeQuery,
      /** true: only those that hold. */
      active: flag.optional(),
      ...cursorQuery,
    }),
    response: z.object({
      ...page,
      items: z.array(classificationSchema),
      meta: answerMetaSchema,
    }),
  }),
  howComputed: defineRoute({
    method: 'GET',
    path: '/v1/how-computed',
    summary: 'The formulas in words, under the settings of a scope.',
    permission,
    query: z.object(scopeQuery),
    response: z.object({
      formulaVersion: z.string(),
      metrics: z.array(
        z.object({
          metric: metricNameSchema,
          summary: z.string(),
          details: z.array(z.string()),
        }),
      ),
      settings: settingsSchema,
      zone: z.string(),
      weekStart: weekStartSchema,
      /** The first deployment that is known; null: none. */
      dataSince: z.string().nullable(),
      meta: answerMetaSchema,
    }),
  }),
  listMarkers: defineRoute({
    method: 'GET',
    path: '/v1/markers',
    summary: 'Markers that hold for a scope, newest first.',
    permission,
    query: z.object({ scope: entityRef.optional() }),
    response: z.object({
      items: z.array(markerSchema),
      /** The caller may add and remove them here. */
      canManage: z.boolean(),
    }),
  }),
  createMarker: defineRoute({
    method: 'POST',
    path: '/v1/markers',
    summary: 'Sets a marker to compare around.',
    permission: manageMarkers,
    body: z.object({
      /** Left out: for everybody. */
      scope: entityRef.min(1).optional(),
      at: timeText,
      label: z.string().trim().min(1).max(120),
    }),
    response: markerSchema,
  }),
  deleteMarker: defineRoute({
    method: 'DELETE',
    path: '/v1/markers/:id',
    summary: 'Takes a marker away.',
    permission: manageMarkers,
    params: z.object({ id: z.uuid() }),
    response: z.object({ deleted: z.boolean() }),
  }),
});
