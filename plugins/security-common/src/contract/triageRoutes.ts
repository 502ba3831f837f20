import { z } from 'zod';
import {
  cursorQuery,
  defineContract,
  defineRoute,
} from '@quarterdeck/plugin-portal-common';
import { findingSchema, findingSummarySchema } from '../answers/findingAnswers';
import { maybeTime, severityCountsSchema, time } from '../answers/shared';
import {
  securityFindingReadPermission,
  securityFindingTriagePermission as permission,
} from '../permissions';
import { findingStates, severities } from '../words/findingWords';
import { entityRef, findingFilterSchema, idParams, page } from './shared';

const reason = z.string().trim().max(2000);

/** What a person may set by hand; accepting a risk needs an owner and an end. */
export const settableStates = [
  'open',
  'triaged',
  'in_progress',
  'false_positive',
  'out_of_scope',
  'fixed',
] as const;

/** Accept the risk of these findings. The permission `accept-risk` is checked besides. */
export const acceptRiskActionSchema = z.object({
  action: z.literal('accept_risk'),
  owner: entityRef.min(1),
  reason: reason.min(1),
  expiresAt: z.iso.datetime({ offset: true }),
});

/** What a person does to findings. */
export const triageActionSchema = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('set_state'),
    state: z.enum(settableStates),
    /** Needed for `false_positive` and `out_of_scope`. */
    reason: reason.optional(),
  }),
  z.object({
    action: z.literal('assign'),
    /** null: nobody. */
    assignee: entityRef.min(1).nullable(),
  }),
  z.object({ action: z.literal('comment'), text: reason.min(1) }),
  z.object({
    action: z.literal('override_severity'),
    /** null: what scans say counts again. */
    severity: z.enum(severities).nullable(),
    reason: reason.min(1),
  }),
  acceptRiskActionSchema,
]);

/** @see triageActionSchema */
export type TriageAction = z.infer<typeof triageActionSchema>;

/** Which findings a bulk change is about. */
export const bulkSelectionSchema = z.union([
  z.object({ ids: z.array(z.string().max(128)).min(1).max(1000) }),
  z.object({
    filter: findingFilterSchema,
    /** Left out of it by hand. */
    except: z.array(z.string().max(128)).max(1000).default([]),
  }),
]);

/** Findings one bulk change touches at most. */
export const bulkLimit = 10_000;

/** An action that was done, and may be undone. */
export const triageDoneSchema = z.object({
  actionId: z.string(),
  at: time,
  by: z.string(),
  action: triageActionSchema,
  /** Findings that changed. */
  changed: z.number(),
  /** Were so already. */
  unchanged: z.number(),
  undoneAt: maybeTime,
  undoneBy: z.string().nullable(),
  canUndo: z.boolean(),
});

const refusalSchema = z.object({
  /** `illegal`: its state does not allow it; `not_permitted`: not the caller's. */
  why: z.enum(['illegal', 'not_permitted', 'changed_since']),
  message: z.string(),
  count: z.number(),
  /** Some of them. */
  ids: z.array(z.string()),
});

/** What people do with findings. */
export const triageRoutes = defineContract({
  actOnFinding: defineRoute({
    method: 'POST',
    path: '/v1/findings/:id/actions',
    summary: 'Sets the state, assigns, comments, overrides, accepts the risk.',
    permission,
    params: idParams,
    body: triageActionSchema,
    response: z.object({ done: triageDoneSchema, finding: findingSchema }),
  }),
  previewBulk: defineRoute({
    method: 'POST',
    path: '/v1/bulk/preview',
    summary: 'What a change would do to many findings. Stores nothing.',
    permission,
    body: z.object({
      selection: bulkSelectionSchema,
      action: triageActionSchema,
    }),
    response: z.object({
      matched: z.number(),
      willChange: z.number(),
      unchanged: z.number(),
      bySeverity: severityCountsSchema,
      entities: z.number(),
      refused: z.array(refusalSchema),
      samples: z.array(findingSummarySchema),
      /** More match than one change may touch. */
      overLimit: z.boolean(),
      /** Names exactly these findings as they are now; send it with the change. */
      token: z.string(),
    }),
  }),
  applyBulk: defineRoute({
    method: 'POST',
    path: '/v1/bulk',
    summary: 'Changes many findings as previewed, in one step.',
    permission,
    body: z.object({
      selection: bulkSelectionSchema,
      action: triageActionSchema,
      /** Of the preview. With it, what changed since is left alone and told. */
      token: z.string().max(4096).optional(),
    }),
    response: z.object({
      done: triageDoneSchema,
      refused: z.array(refusalSchema),
    }),
  }),
  listActions: defineRoute({
    method: 'GET',
    path: '/v1/actions',
    summary: 'What people did, newest first.',
    permission: securityFindingReadPermission,
    query: z.object({
      by: entityRef.optional(),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(triageDoneSchema) }),
  }),
  undoAction: defineRoute({
    method: 'POST',
    path: '/v1/actions/:id/undo',
    summary:
      'Takes an action back. What somebody changed after it keeps the later word.',
    permission,
    params: idParams,
    response: z.object({
      done: triageDoneSchema,
      /** Findings of the list, as `done.changed` counts them. */
      restored: z.number(),
      /** Changed again since: left as they are. */
      kept: z.number(),
    }),
  }),
});

/** States of the enum a person may not set by hand. */
export const unsettableStates = findingStates.filter(
  state => !settableStates.some(one => one === state),
);
