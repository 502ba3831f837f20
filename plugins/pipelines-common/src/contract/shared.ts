import { z } from 'zod';
import { queryList } from '@quarterdeck/plugin-portal-common';
import { runTriggers } from '../runFacts';
import { statusKeys } from '../runStatus';
import { timeText } from '../timeRange';

/** `true` or `false` in a query. */
export const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform(value => value === true || value === 'true');

/** A full entity ref. */
export const entityRef = z.string().max(512);

/** Whose rows: a user, group, system, domain or component; absent means all. */
export const scopeQuery = { scope: entityRef.optional() };

/** Filters of the run list; every one narrows. */
export const runFilterQuery = {
  ...scopeQuery,
  entity: queryList(entityRef),
  instance: z.string().max(255).optional(),
  project: z.string().max(512).optional(),
  /** Pipeline names. */
  pipeline: queryList(z.string().max(512)),
  branch: queryList(z.string().max(512)),
  defaultBranch: flag.optional(),
  status: queryList(z.enum(statusKeys)),
  /** "Status is not": leaves these out. */
  statusNot: queryList(z.enum(statusKeys)),
  trigger: queryList(z.enum(runTriggers)),
  /** Logins. */
  actor: queryList(z.string().max(255)),
  sha: z.string().max(64).optional(),
  /** Commit (from its start), branch, author, title or run number. */
  q: z.string().max(200).optional(),
  /** Listed time, half open; absent means no bound. */
  from: timeText.optional(),
  to: timeText.optional(),
  /** true: earlier attempts too. */
  attempts: flag.optional(),
};

/** Query of the run export: the list's filters and a format. */
export const runExportQuerySchema = z.object({
  ...runFilterQuery,
  format: z.enum(['csv', 'json']).default('csv'),
});

/** Path of the export below the plugin. It streams text: link to it, or fetch it. */
export const runExportPath = '/v1/runs/export';

/** Rows an export holds at most; the answer says when it was cut. */
export const runExportLimit = 50_000;

/** What every page of a list carries. */
export const page = { nextCursor: z.string().nullable() };
/** The natural key of an attempt. */
export const runParams = z.object({
  instance: z.string().max(255),
  externalId: z.string().max(128),
  attempt: z.coerce.number().int().positive(),
});
/** An entity in a path. */
export const entityParams = z.object({
  kind: z.string().max(63),
  namespace: z.string().max(63),
  name: z.string().max(255),
});

/** A total that is counted up to a limit: "1,284" or "over 10,000". */
export const cappedTotalSchema = z.object({
  count: z.number(),
  capped: z.boolean(),
});
