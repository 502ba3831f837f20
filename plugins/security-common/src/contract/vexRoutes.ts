import { z } from 'zod';
import {
  cursorQuery,
  defineContract,
  defineRoute,
  queryList,
} from '@quarterdeck/plugin-portal-common';
import { maybeTime, time } from '../answers/shared';
import {
  securityFindingReadPermission as permission,
  securityIntelligenceImportPermission,
} from '../permissions';
import { vexStatuses } from '../words/findingWords';
import { entityRef, idParams, page, scopeQuery } from './shared';

/** Formats VEX is written in. */
export const vexFormats = ['cyclonedx', 'openvex', 'csaf'] as const;

/** @see vexFormats */
export type VexFormat = (typeof vexFormats)[number];

/** Query of the VEX export. It streams a document: link to it. */
export const vexExportQuerySchema = z.object({
  entity: entityRef.min(1),
  format: z.enum(vexFormats).default('cyclonedx'),
  ref: z.string().max(512).optional(),
});

/** Path of the VEX export below the plugin; needs `security.finding.export`. */
export const vexExportPath = '/v1/vex/export';

/** What became of one statement. */
export const vexOutcomes = ['applied', 'unmatched', 'rejected'] as const;

/** One statement of a document and what it did. */
export const vexStatementResultSchema = z.object({
  /** JSON pointer into the document. */
  at: z.string(),
  outcome: z.enum(vexOutcomes),
  /** Why it was rejected or matched nothing; how it matched otherwise. */
  reason: z.string(),
  matchedBy: z.enum(['purl', 'bom_ref', 'project', 'name']).nullable(),
  vulnerabilityIds: z.array(z.string()),
  status: z.enum(vexStatuses).nullable(),
  nativeStatus: z.string().nullable(),
  justification: z.string().nullable(),
  product: z.string().nullable(),
  findingIds: z.array(z.string()),
});

/** A VEX document taken in. */
export const vexDocumentSchema = z.object({
  id: z.string(),
  entityRef: z.string().nullable(),
  format: z.string(),
  author: z.string().nullable(),
  receivedAt: time,
  statedAt: maybeTime,
  /** An older one does not count once a newer of the entity came. */
  newest: z.boolean(),
  applied: z.number(),
  unmatched: z.number(),
  rejected: z.number(),
});

/** A file of scores or of exploited vulnerabilities. */
export const feedSchema = z.object({
  feed: z.enum(['epss', 'kev']),
  /** Date of the data; null: never imported, so nothing is known. */
  asOf: maybeTime,
  loadedAt: maybeTime,
  loadedBy: z.string().nullable(),
  entries: z.number(),
  rejected: z.number(),
  /** Older than seven days. */
  stale: z.boolean(),
});

/** Answer to the import of a feed. */
export const feedImportSchema = z.object({
  feed: feedSchema,
  /** Some of the lines that could not be read. */
  rejects: z.array(z.object({ path: z.string(), message: z.string() })),
  /** Findings whose score or mark changed. */
  changedFindings: z.number(),
});

/**
 * Where files of EPSS (CSV, gzip too) and KEV (JSON, CSV) are posted, raw body;
 * needs `security.intelligence.import`, answers {@link feedImportSchema}.
 */
export const feedImportPaths = {
  epss: '/v1/intelligence/epss',
  kev: '/v1/intelligence/kev',
} as const;

/** Permission of {@link feedImportPaths}. */
export const feedImportPermission = securityIntelligenceImportPermission;

/** What VEX documents and threat feeds said, and what it did. */
export const vexRoutes = defineContract({
  listVexDocuments: defineRoute({
    method: 'GET',
    path: '/v1/vex/documents',
    summary: 'VEX documents taken in, newest first.',
    permission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(vexDocumentSchema) }),
  }),
  getVexReport: defineRoute({
    method: 'GET',
    path: '/v1/vex/documents/:id',
    summary: 'What became of every statement: applied, unmatched, rejected.',
    permission,
    params: idParams,
    query: z.object({
      outcome: queryList(z.enum(vexOutcomes)),
      ...cursorQuery,
    }),
    response: z.object({
      ...page,
      document: vexDocumentSchema,
      items: z.array(vexStatementResultSchema),
    }),
  }),
  listFeeds: defineRoute({
    method: 'GET',
    path: '/v1/intelligence',
    summary: 'How old the EPSS scores and the list of exploited ones are.',
    permission,
    response: z.object({ items: z.array(feedSchema), canImport: z.boolean() }),
  }),
});
