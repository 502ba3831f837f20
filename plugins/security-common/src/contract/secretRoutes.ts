import { z } from 'zod';
import {
  cursorQuery,
  defineContract,
  defineRoute,
  queryList,
} from '@quarterdeck/plugin-portal-common';
import { findingSummarySchema } from '../answers/findingAnswers';
import { maybeTime, time } from '../answers/shared';
import {
  securityFindingReadPermission,
  securitySecretRotatePermission,
} from '../permissions';
import { severities } from '../words/findingWords';
import { entityRef, idParams, page, scopeQuery } from './shared';

/** Where the rotation of a secret stands. */
export const rotateStates = [
  'to_rotate',
  'rotating',
  'rotated',
  'not_a_secret',
] as const;

/** One leaked value, wherever it stands. Neither the value nor its hash is told. */
export const rotateTaskSchema = z.object({
  /** Opaque; filter findings by it with `secret`. */
  id: z.string(),
  mask: z.string().nullable(),
  rules: z.array(z.string()),
  /** Worst of its findings. */
  severity: z.enum(severities),
  /** A tool saw that it works; null: none tried. */
  verified: z.boolean().nullable(),
  state: z.enum(rotateStates),
  /** It was seen again after it was said to be rotated. */
  seenAfterRotation: z.boolean(),
  assignee: z.string().nullable(),
  note: z.string().nullable(),
  changedBy: z.string().nullable(),
  changedAt: maybeTime,
  firstSeenAt: time,
  lastSeenAt: time,
  entities: z.array(z.string()),
  files: z.number(),
  findings: z.number(),
  openFindings: z.number(),
  canRotate: z.boolean(),
});

/** @see rotateTaskSchema */
export type RotateTask = z.infer<typeof rotateTaskSchema>;

/** Secrets to rotate: one task per value across files and repositories. */
export const secretRoutes = defineContract({
  listSecrets: defineRoute({
    method: 'GET',
    path: '/v1/secrets',
    summary: 'Leaked secrets, those that work first.',
    permission: securityFindingReadPermission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      state: queryList(z.enum(rotateStates)),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(rotateTaskSchema) }),
  }),
  getSecret: defineRoute({
    method: 'GET',
    path: '/v1/secrets/:id',
    summary: 'One leaked secret with the places it stands in.',
    permission: securityFindingReadPermission,
    params: idParams,
    response: rotateTaskSchema.extend({
      places: z.array(findingSummarySchema),
      visibility: z.enum(['all', 'own']),
    }),
  }),
  updateSecret: defineRoute({
    method: 'POST',
    path: '/v1/secrets/:id',
    summary: 'Says how far the rotation is, or who does it.',
    permission: securitySecretRotatePermission,
    params: idParams,
    body: z.object({
      state: z.enum(rotateStates).optional(),
      assignee: entityRef.nullable().optional(),
      note: z.string().trim().max(2000).optional(),
    }),
    response: rotateTaskSchema,
  }),
});
