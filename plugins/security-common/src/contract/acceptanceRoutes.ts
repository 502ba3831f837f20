import { z } from 'zod';
import {
  cursorQuery,
  defineContract,
  defineRoute,
  queryList,
} from '@quarterdeck/plugin-portal-common';
import { maybeTime, severityCountsSchema, time } from '../answers/shared';
import {
  securityFindingAcceptRiskPermission as permission,
  securityFindingReadPermission,
} from '../permissions';
import { entityRef, idParams, page, scopeQuery } from './shared';

/** What an acceptance covers. */
export const acceptanceScopeSchema = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('finding'),
    findingIds: z.array(z.string().max(128)).min(1).max(1000),
  }),
  z.object({
    of: z.literal('rule'),
    rule: z.string().min(1).max(512),
    /** Absent: whatever tool uses the name. */
    tool: z.string().max(128).optional(),
    /** Empty: every entity; that needs the permission without a condition. */
    entities: z.array(entityRef).max(500).default([]),
    /** Only below this folder or file. */
    path: z.string().max(1024).optional(),
  }),
  z.object({
    of: z.literal('vulnerability'),
    /** Any name of it: its aliases are covered too. */
    vulnerability: z.string().min(1).max(128),
    /** Package URL; qualifiers do not count. Absent: any package. */
    purl: z.string().max(1024).optional(),
    entities: z.array(entityRef).max(500).default([]),
  }),
]);

/** @see acceptanceScopeSchema */
export type AcceptanceScope = z.infer<typeof acceptanceScopeSchema>;

/** An owner, a reason and an end are what makes it an acceptance. */
export const acceptanceBodySchema = z.object({
  scope: acceptanceScopeSchema,
  owner: entityRef.min(1),
  reason: z.string().trim().min(1).max(2000),
  expiresAt: z.iso.datetime({ offset: true }),
  /** Days before the end on which the owner is told. */
  remindDaysBefore: z.array(z.int().min(1).max(90)).max(5).default([14, 3]),
});

/** Why an acceptance no longer holds. */
export const acceptanceStates = [
  'active',
  'ending',
  'expired',
  'revoked',
] as const;

/** A risk somebody accepted. */
export const acceptanceSchema = z.object({
  id: z.string(),
  scope: acceptanceScopeSchema,
  /** What it is about, to show. */
  title: z.string(),
  owner: z.string(),
  reason: z.string(),
  createdBy: z.string(),
  createdAt: time,
  expiresAt: time,
  /** `ending`: within the next 14 days. */
  state: z.enum(acceptanceStates),
  endedAt: maybeTime,
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
  nextReminderAt: maybeTime,
  /** Findings it holds now, as far as the caller may see. */
  findings: z.number(),
  bySeverity: severityCountsSchema,
  entities: z.number(),
  canRevoke: z.boolean(),
});

/** @see acceptanceSchema */
export type Acceptance = z.infer<typeof acceptanceSchema>;

/** Risks that were accepted, for a time. */
export const acceptanceRoutes = defineContract({
  listAcceptances: defineRoute({
    method: 'GET',
    path: '/v1/acceptances',
    summary: 'Accepted risks, the next to end first.',
    permission: securityFindingReadPermission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      owner: queryList(entityRef),
      state: queryList(z.enum(acceptanceStates)),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(acceptanceSchema) }),
  }),
  getAcceptance: defineRoute({
    method: 'GET',
    path: '/v1/acceptances/:id',
    summary: 'One accepted risk.',
    permission: securityFindingReadPermission,
    params: idParams,
    response: acceptanceSchema,
  }),
  previewAcceptance: defineRoute({
    method: 'POST',
    path: '/v1/acceptances/preview',
    summary: 'Which findings an acceptance would cover. Stores nothing.',
    permission,
    body: z.object({ scope: acceptanceScopeSchema }),
    response: z.object({
      findings: z.number(),
      bySeverity: severityCountsSchema,
      entities: z.array(z.string()),
    }),
  }),
  createAcceptance: defineRoute({
    method: 'POST',
    path: '/v1/acceptances',
    summary: 'Accepts a risk until a date, with owner and reason.',
    permission,
    body: acceptanceBodySchema,
    response: acceptanceSchema,
  }),
  extendAcceptance: defineRoute({
    method: 'PUT',
    path: '/v1/acceptances/:id',
    summary: 'Another end, with a reason; the old one stays on record.',
    permission,
    params: idParams,
    body: acceptanceBodySchema.pick({
      owner: true,
      reason: true,
      expiresAt: true,
    }),
    response: acceptanceSchema,
  }),
  revokeAcceptance: defineRoute({
    method: 'POST',
    path: '/v1/acceptances/:id/revoke',
    summary: 'Ends it now; its findings are open again.',
    permission,
    params: idParams,
    body: z.object({ reason: z.string().trim().min(1).max(2000) }),
    response: acceptanceSchema,
  }),
});
