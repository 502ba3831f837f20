import { z } from 'zod';
import { queryList, timeText } from '@quarterdeck/plugin-portal-common';
import {
  findingKinds,
  findingStates,
  severities,
  slaStates,
} from '../words/findingWords';

/** `true` or `false` in a query. */
export const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform(value => value === true || value === 'true');

/** A full entity ref. */
export const entityRef = z.string().max(512);

/** Whose rows: a user, group, system, domain or component; absent means all. */
export const scopeQuery = { scope: entityRef.optional() };

/** What every page of a list carries. */
export const page = { nextCursor: z.string().nullable() };

/** An entity in a path. */
export const entityParams = z.object({
  kind: z.string().max(63),
  namespace: z.string().max(63),
  name: z.string().max(255),
});

/** Something with an id in a path. */
export const idParams = z.object({ id: z.string().min(1).max(128) });

/** A total that is counted up to a limit: "1,284" or "over 10,000". */
export const cappedTotalSchema = z.object({
  count: z.number(),
  capped: z.boolean(),
});

/** Views of the list that are more than one filter. */
export const findingViews = [
  'not_fixed',
  'needs_triage',
  'past_due',
  'mine',
  'accepted_ending',
] as const;

/**
 * Filters of the findings; every one narrows. The same in the query of the list
 * and in the body of a bulk change, so that what is seen is what is changed.
 */
export const findingFilterQuery = {
  ...scopeQuery,
  view: z.enum(findingViews).optional(),
  entity: queryList(entityRef),
  /** Users and groups that own the entity. */
  owner: queryList(entityRef),
  system: queryList(entityRef),
  state: queryList(z.enum(findingStates)),
  /** "State is not". */
  stateNot: queryList(z.enum(findingStates)),
  severity: queryList(z.enum(severities)),
  kind: queryList(z.enum(findingKinds)),
  tool: queryList(z.string().max(128)),
  rule: queryList(z.string().max(512)),
  /** CVE, GHSA or any alias of it. */
  vulnerability: queryList(z.string().max(128)),
  /** Package URL without version, or a name. */
  package: queryList(z.string().max(1024)),
  /** Starts with. */
  path: z.string().max(1024).optional(),
  /** Branch or ref; absent: the default branch and what was scanned without one. */
  ref: queryList(z.string().max(512)),
  environment: queryList(z.string().max(255)),
  sla: queryList(z.enum(slaStates)),
  /** Refs of people; `none`: nobody. */
  assignee: queryList(entityRef),
  /** First seen at or after. */
  newSince: timeText.optional(),
  /** Last told or changed at or after. */
  changedSince: timeText.optional(),
  /** Title, rule, vulnerability, package or path. */
  q: z.string().max(200).optional(),
  /** One secret value, by the id of its rotate task. */
  secret: z.string().max(128).optional(),
  /** The same thing found by several tools. */
  issue: z.string().max(128).optional(),
  /** An import that touched it. */
  import: z.string().max(128).optional(),
  /** Numbers, as text: what a filter gives out it takes in again. */
  cwe: queryList(z.string().regex(/^\d{1,6}$/, 'is not the number of a CWE')),
  knownExploited: flag.optional(),
  /** EPSS score at least. */
  epssMin: z.coerce.number().min(0).max(1).optional(),
  hasFix: flag.optional(),
  suppressed: flag.optional(),
  needsReview: flag.optional(),
  /** true: findings that wait for a second scan before they close. */
  pendingClose: flag.optional(),
  reopened: flag.optional(),
};

/** @see findingFilterQuery */
export const findingFilterSchema = z.object(findingFilterQuery);

/** @see findingFilterQuery */
export type FindingFilter = z.infer<typeof findingFilterSchema>;

/** Orders of the list; each ends with the id, so that pages never overlap. */
export const findingSorts = [
  'severity',
  'priority',
  'due',
  'newest',
  'oldest',
  'epss',
  'lastSeen',
  'entity',
] as const;

/** What rows are counted by. */
export const findingGroupings = [
  'component',
  'rule',
  'file',
  'package',
  'tool',
  'severity',
  'state',
  'kind',
  'owner',
  'entity',
  'vulnerability',
  'assignee',
] as const;
