import { z } from 'zod';
import {
  cursorQuery,
  defineContract,
  defineRoute,
  queryList,
  timeText,
} from '@quarterdeck/plugin-portal-common';
import { findingSummarySchema } from '../answers/findingAnswers';
import {
  knowledges,
  maybeTime,
  severityCountsSchema,
  time,
} from '../answers/shared';
import {
  securityFindingReadPermission as permission,
  securityFindingTriagePermission,
} from '../permissions';
import {
  findingKinds,
  importOutcomes,
  notClosingReasons,
} from '../words/findingWords';
import { entityRef, flag, idParams, page, scopeQuery } from './shared';

/** Counters of one import. */
export const importCountersSchema = z.object({
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  fixed: z.number(),
  reopened: z.number(),
  suppressed: z.number(),
  /** Records that could not be read. */
  rejected: z.number(),
  /** Gone, and held until the next scan agrees. */
  pendingClose: z.number(),
});

/** @see importCountersSchema */
export type ImportCounters = z.infer<typeof importCountersSchema>;

/** One report taken in. */
export const scanImportSchema = z.object({
  id: z.string(),
  entityRef: z.string().nullable(),
  tool: z.string(),
  toolVersion: z.string().nullable(),
  kinds: z.array(z.enum(findingKinds)),
  category: z.string(),
  scope: z.string().nullable(),
  ref: z.string().nullable(),
  environment: z.string().nullable(),
  commit: z.string().nullable(),
  format: z.string(),
  status: z.enum(['success', 'partial', 'failed']),
  statusReason: z.string().nullable(),
  /** When the scan was made, as far as told; else when it came in. */
  scannedAt: time,
  receivedAt: time,
  counters: importCountersSchema,
  before: severityCountsSchema,
  after: severityCountsSchema,
  /** null: what was gone is closed. */
  notClosing: z.enum(notClosingReasons).nullable(),
  /** Older than the last import of its key: it changed nothing. */
  outdated: z.boolean(),
  run: z
    .object({
      instance: z.string(),
      externalId: z.string(),
      url: z.string().nullable(),
    })
    .nullable(),
});

/** @see scanImportSchema */
export type ScanImport = z.infer<typeof scanImportSchema>;

/** One kind of scan of one entity. */
export const coverageKindSchema = z.object({
  kind: z.enum(findingKinds),
  /** `never_scanned`: no scan of the kind ever came in. */
  state: z.enum(knowledges),
  tools: z.array(z.string()),
  lastScanAt: maybeTime,
  /** Newest scan that was whole. */
  lastCompleteAt: maybeTime,
  ageSeconds: z.number().nullable(),
  /** Oldest that still counts as fresh, from the policy. */
  maxAgeSeconds: z.number().nullable(),
  importId: z.string().nullable(),
  run: scanImportSchema.shape.run,
  /** Pipeline stage in which it runs first; null: no run is known. */
  stage: z.string().nullable(),
  open: z.number(),
});

/** Scans of one entity. */
export const coverageSchema = z.object({
  entityRef: z.string(),
  required: z.array(z.enum(findingKinds)),
  kinds: z.array(coverageKindSchema),
  /** Stages in which its findings were first caught, in 90 days. */
  firstCaught: z.array(
    z.object({ stage: z.string().nullable(), count: z.number() }),
  ),
  /** Required kinds that are fresh, of all required ones; null: none required. */
  coveredRatio: z.number().nullable(),
});

/** @see coverageSchema */
export type Coverage = z.infer<typeof coverageSchema>;

/** Scans, what they changed, and what was never scanned. */
export const importRoutes = defineContract({
  listImports: defineRoute({
    method: 'GET',
    path: '/v1/imports',
    summary: 'Reports taken in, newest first.',
    permission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      tool: queryList(z.string().max(128)),
      kind: queryList(z.enum(findingKinds)),
      ref: queryList(z.string().max(512)),
      commit: z.string().max(64).optional(),
      status: queryList(z.enum(['success', 'partial', 'failed'])),
      from: timeText.optional(),
      to: timeText.optional(),
      /** true: only those that hold findings back. */
      pendingClose: flag.optional(),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(scanImportSchema) }),
  }),
  getImport: defineRoute({
    method: 'GET',
    path: '/v1/imports/:id',
    summary: 'One import with its counters.',
    permission,
    params: idParams,
    response: scanImportSchema.extend({
      previousId: z.string().nullable(),
      nextId: z.string().nullable(),
      rejects: z.array(z.object({ path: z.string(), message: z.string() })),
    }),
  }),
  importFindings: defineRoute({
    method: 'GET',
    path: '/v1/imports/:id/findings',
    summary: 'What an import did to which finding, with the difference.',
    permission,
    params: idParams,
    query: z.object({
      outcome: queryList(z.enum(importOutcomes)),
      ...cursorQuery,
    }),
    response: z.object({
      ...page,
      items: z.array(
        z.object({
          outcome: z.enum(importOutcomes),
          finding: findingSummarySchema,
          changes: z.array(
            z.object({
              field: z.string(),
              before: z.string().nullable(),
              after: z.string().nullable(),
            }),
          ),
        }),
      ),
    }),
  }),
  confirmClose: defineRoute({
    method: 'POST',
    path: '/v1/imports/:id/confirm-close',
    summary: 'Says that what vanished is really gone: held findings close now.',
    permission: securityFindingTriagePermission,
    params: idParams,
    body: z.object({ reason: z.string().trim().min(1).max(2000) }),
    response: scanImportSchema,
  }),
  listCoverage: defineRoute({
    method: 'GET',
    path: '/v1/coverage',
    summary: 'Which scans every entity has, how fresh, in which stage.',
    permission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      kind: queryList(z.enum(findingKinds)),
      /** Only entities of which some required kind is so. */
      state: queryList(z.enum(knowledges)),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(coverageSchema) }),
  }),
});
