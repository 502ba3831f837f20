import { z } from 'zod';
import {
  answerMetaSchema,
  cursorQuery,
  defineContract,
  defineRoute,
} from '@quarterdeck/plugin-portal-common';
import { findingSchema, findingSummarySchema } from '../answers/findingAnswers';
import { historyEntrySchema } from '../answers/historyAnswers';
import { knowledgeSchema, severityCountsSchema } from '../answers/shared';
import { securityFindingReadPermission as permission } from '../permissions';
import {
  cappedTotalSchema,
  findingFilterQuery,
  findingGroupings,
  findingSorts,
  findingViews,
  flag,
  idParams,
  page,
} from './shared';

/**
 * Query of the exports: the list's filters and a format. They stream text: link to
 * them. `ocsf` is NDJSON of OCSF Vulnerability Findings (class 2002), for a SIEM.
 */
export const findingExportQuerySchema = z.object({
  ...findingFilterQuery,
  format: z.enum(['csv', 'sarif', 'json', 'ocsf']).default('csv'),
});

/** Path of the export below the plugin; needs `security.finding.export`. */
export const findingExportPath = '/v1/findings/export';

/** Rows an export holds at most; a cut one says so. */
export const findingExportLimit = 100_000;

const facetValueSchema = z.object({ value: z.string(), count: z.number() });

/** Groups of equal findings. */
export const findingGroupSchema = z.object({
  /** The value to filter by. */
  key: z.string(),
  /** What to show for it. */
  label: z.string(),
  count: z.number(),
  bySeverity: severityCountsSchema,
  pastDue: z.number(),
  entities: z.number(),
});

/** The list of findings, and one of them. */
export const findingRoutes = defineContract({
  listFindings: defineRoute({
    method: 'GET',
    path: '/v1/findings',
    summary: 'Findings by filter, the worst first.',
    permission,
    query: z.object({
      ...findingFilterQuery,
      sort: z.enum(findingSorts).default('severity'),
      /** true: count the matching rows, up to 10,000. */
      withTotal: flag.optional(),
      ...cursorQuery,
    }),
    response: z.object({
      ...page,
      items: z.array(findingSummarySchema),
      /** null: not asked for. */
      total: cappedTotalSchema.nullable(),
      knowledge: knowledgeSchema,
      meta: answerMetaSchema,
    }),
  }),
  findingGroups: defineRoute({
    method: 'GET',
    path: '/v1/findings/groups',
    summary: 'Counts of the matching findings by one property, most first.',
    permission,
    query: z.object({
      ...findingFilterQuery,
      groupBy: z.enum(findingGroupings),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(findingGroupSchema) }),
  }),
  findingFacets: defineRoute({
    method: 'GET',
    path: '/v1/findings/facets',
    summary:
      'How many match per value of each filter; a filter does not narrow its own values.',
    permission,
    query: z.object(findingFilterQuery),
    response: z.object({
      views: z.array(
        z.object({ view: z.enum(findingViews), count: cappedTotalSchema }),
      ),
      severity: z.array(facetValueSchema),
      state: z.array(facetValueSchema),
      kind: z.array(facetValueSchema),
      sla: z.array(facetValueSchema),
      /** At most 50 each, most first. */
      tool: z.array(facetValueSchema),
      entity: z.array(facetValueSchema),
      assignee: z.array(facetValueSchema),
      environment: z.array(facetValueSchema),
      /** Counting stopped at a limit: the numbers are "at least". */
      capped: z.boolean(),
    }),
  }),
  getFinding: defineRoute({
    method: 'GET',
    path: '/v1/findings/:id',
    summary: 'One finding with everything known of it.',
    permission,
    params: idParams,
    response: findingSchema,
  }),
  findingHistory: defineRoute({
    method: 'GET',
    path: '/v1/findings/:id/history',
    summary: 'What scans, people and documents did to it, newest first.',
    permission,
    params: idParams,
    query: z.object({ ...cursorQuery }),
    response: z.object({ ...page, items: z.array(historyEntrySchema) }),
  }),
  relatedFindings: defineRoute({
    method: 'GET',
    path: '/v1/findings/:id/related',
    summary:
      'The same vulnerability, secret or rule elsewhere, and what may be the same thing.',
    permission,
    params: idParams,
    query: z.object({
      relation: z
        .enum([
          'same_vulnerability',
          'same_secret',
          'same_rule',
          /** Found by another tool at the same place; people decide. */
          'may_be_same',
          /** The same on other branches and environments. */
          'same_elsewhere',
        ])
        .optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    response: z.object({
      groups: z.array(
        z.object({
          relation: z.enum([
            'same_vulnerability',
            'same_secret',
            'same_rule',
            'may_be_same',
            'same_elsewhere',
          ]),
          total: cappedTotalSchema,
          items: z.array(findingSummarySchema),
        }),
      ),
      /** `own`: others may exist that the caller may not see. */
      visibility: z.enum(['all', 'own']),
    }),
  }),
});
