import { z } from 'zod';
import {
  cursorQuery,
  defineContract,
  defineRoute,
  queryList,
} from '@quarterdeck/plugin-portal-common';
import { maybeTime, severityCountsSchema, time } from '../answers/shared';
import { securityFindingReadPermission as permission } from '../permissions';
import { entityRef, flag, idParams, page, scopeQuery } from './shared';

/** What a licence list says of a component. */
export const licenceDecisions = ['allow', 'deny', 'review', 'unknown'] as const;

/** One SBOM. */
export const sbomSchema = z.object({
  id: z.string(),
  entityRef: z.string().nullable(),
  scope: z.string().nullable(),
  ref: z.string().nullable(),
  environment: z.string().nullable(),
  commit: z.string().nullable(),
  format: z.string(),
  tool: z.string().nullable(),
  rootName: z.string().nullable(),
  rootVersion: z.string().nullable(),
  createdAt: time,
  components: z.number(),
  /** Components that could not be read: the list is not whole. */
  rejected: z.number(),
  /** The newest of its entity, scope, branch and environment. */
  newest: z.boolean(),
});

/** @see sbomSchema */
export type Sbom = z.infer<typeof sbomSchema>;

/** A component in an SBOM. */
export const sbomComponentSchema = z.object({
  ref: z.string(),
  name: z.string(),
  version: z.string().nullable(),
  ecosystem: z.string().nullable(),
  purl: z.string().nullable(),
  type: z.string().nullable(),
  supplier: z.string().nullable(),
  licences: z.array(z.string()),
  licenceDecision: z.enum(licenceDecisions),
  direct: z.boolean().nullable(),
  development: z.boolean().nullable(),
  dependencies: z.number(),
  /** Open findings of it in this entity. */
  open: severityCountsSchema,
});

const changedComponentSchema = z.object({
  name: z.string(),
  ecosystem: z.string().nullable(),
  purl: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  licencesBefore: z.array(z.string()),
  licencesAfter: z.array(z.string()),
});

/** What differs between two SBOMs. */
export const sbomDiffSchema = z.object({
  from: sbomSchema,
  to: sbomSchema,
  added: z.array(changedComponentSchema),
  removed: z.array(changedComponentSchema),
  /** Another version of the same package. */
  changed: z.array(
    changedComponentSchema.extend({
      direction: z.enum(['upgrade', 'downgrade', 'unknown']),
    }),
  ),
  licenceChanged: z.array(changedComponentSchema),
  unchanged: z.number(),
});

/** Who ships what. */
export const sbomRoutes = defineContract({
  listSboms: defineRoute({
    method: 'GET',
    path: '/v1/sboms',
    summary: 'SBOMs, newest first.',
    permission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      /** Default: only the newest of each entity, scope, branch, environment. */
      all: flag.optional(),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(sbomSchema) }),
  }),
  getSbom: defineRoute({
    method: 'GET',
    path: '/v1/sboms/:id',
    summary: 'One SBOM.',
    permission,
    params: idParams,
    response: sbomSchema.extend({
      previousId: z.string().nullable(),
      byEcosystem: z.array(
        z.object({ ecosystem: z.string(), count: z.number() }),
      ),
      byLicence: z.array(
        z.object({
          licence: z.string(),
          decision: z.enum(licenceDecisions),
          count: z.number(),
        }),
      ),
    }),
  }),
  sbomComponents: defineRoute({
    method: 'GET',
    path: '/v1/sboms/:id/components',
    summary: 'The components of an SBOM by name.',
    permission,
    params: idParams,
    query: z.object({
      q: z.string().max(200).optional(),
      ecosystem: queryList(z.string().max(64)),
      licence: queryList(z.string().max(512)),
      decision: queryList(z.enum(licenceDecisions)),
      ...cursorQuery,
    }),
    response: z.object({ ...page, items: z.array(sbomComponentSchema) }),
  }),
  diffSboms: defineRoute({
    method: 'GET',
    path: '/v1/sbom-diff',
    summary: 'What differs between two SBOMs.',
    permission,
    query: z.object({
      from: z.string().min(1).max(128),
      to: z.string().min(1).max(128),
    }),
    response: sbomDiffSchema,
  }),
  searchComponents: defineRoute({
    method: 'GET',
    path: '/v1/components',
    summary: 'Who ships it: a component by name and version range.',
    permission,
    query: z.object({
      ...scopeQuery,
      /** Name or its start, or a package URL. */
      name: z.string().trim().min(1).max(1024),
      exact: flag.optional(),
      ecosystem: queryList(z.string().max(64)),
      /** `<2.17`, `>=1.2 <1.4.1`, `1.2.3`; compared by the rules of each ecosystem. */
      range: z.string().trim().max(255).optional(),
      entity: queryList(entityRef),
      /** Only what runs in these environments. */
      environment: queryList(z.string().max(255)),
      ...cursorQuery,
    }),
    response: z.object({
      ...page,
      items: z.array(
        z.object({
          entityRef: z.string(),
          sbomId: z.string(),
          ref: z.string().nullable(),
          environment: z.string().nullable(),
          rootVersion: z.string().nullable(),
          name: z.string(),
          version: z.string().nullable(),
          ecosystem: z.string().nullable(),
          purl: z.string().nullable(),
          licences: z.array(z.string()),
          direct: z.boolean().nullable(),
          /** `unknown`: its version cannot be compared with the range. */
          inRange: z.enum(['yes', 'unknown']),
          createdAt: time,
        }),
      ),
      /** Entities in scope without any SBOM: they may ship it too. */
      entitiesWithoutSbom: z.number(),
      visibility: z.enum(['all', 'own']),
    }),
  }),
  listLicences: defineRoute({
    method: 'GET',
    path: '/v1/licences',
    summary: 'Licences by how many components have them, and what is decided.',
    permission,
    query: z.object({
      ...scopeQuery,
      entity: queryList(entityRef),
      decision: queryList(z.enum(licenceDecisions)),
      ...cursorQuery,
    }),
    response: z.object({
      ...page,
      items: z.array(
        z.object({
          licence: z.string(),
          decision: z.enum(licenceDecisions),
          why: z.string(),
          components: z.number(),
          entities: z.number(),
        }),
      ),
      newestSbomAt: maybeTime,
    }),
  }),
});
