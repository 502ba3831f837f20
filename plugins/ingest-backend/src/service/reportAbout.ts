import { z } from 'zod';
import {
  isScanCategory,
  scanCategories,
  subjectSchema,
} from '@quarterdeck/plugin-ingest-common';
import { DoorSource } from './doorSources';
import { RefusalError, refuse } from './refusal';
import { reportOwner } from './reportOwner';

const word = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i);

const reportQuerySchema = z.object({
  entity: z.string().min(3).max(512).optional(),
  /** Of a scan that names no entity: what was scanned, by its address. */
  repository: z.string().min(1).max(1000).optional(),
  image: z.string().min(1).max(1000).optional(),
  category: word,
  ref: z.string().min(1).max(512).optional(),
  commit: z
    .string()
    .regex(/^[0-9a-f]{7,64}$/i, 'must be a commit id')
    .optional(),
  format: word.optional(),
  tool: z.string().min(1).max(128).optional(),
  branch: z.string().min(1).max(512).optional(),
  /** The run it was made in, in the provider's words. */
  instance: z.string().min(1).max(255).optional(),
  run: z.string().min(1).max(128).optional(),
  attempt: z.coerce.number().int().positive().max(100_000).default(1),
  job: z.string().min(1).max(512).optional(),
  environment: z.string().min(1).max(255).optional(),
  /** Of a scan: see `scan` of report.received.v1. */
  scope: z.string().min(1).max(255).optional(),
  status: z.enum(['success', 'failed', 'partial']).optional(),
  closeOld: z.enum(['true', 'false']).optional(),
  base: z
    .string()
    .regex(/^[0-9a-f]{7,64}$/i, 'must be a commit id')
    .optional(),
  at: z.iso.datetime({ offset: true }).optional(),
});

/** A sender's clock may be this far ahead. */
const clockSkewMs = 5 * 60_000;

const scanStatus = z.enum(['success', 'failed', 'partial']);

/** What the query of a report says about it. Survives a stop as JSON. */
export const reportAboutSchema = z.object({
  /** Absent: who the subject belongs to; else who the report's own belongs to. */
  entityRef: z.string().optional(),
  subject: subjectSchema.optional(),
  category: z.string(),
  format: z.string(),
  ref: z.string().optional(),
  commit: z.string().optional(),
  tool: z.string().optional(),
  branch: z.string().optional(),
  environment: z.string().optional(),
  scan: z
    .object({
      scope: z.string().optional(),
      status: scanStatus,
      closeOld: z.boolean(),
      base: z.string().optional(),
      at: z.string().optional(),
    })
    .optional(),
  run: z
    .object({
      instance: z.string(),
      externalId: z.string(),
      attempt: z.number(),
      job: z.string().optional(),
    })
    .optional(),
});

/** @see reportAboutSchema */
export type ReportAbout = z.infer<typeof reportAboutSchema>;

const branchOf = (ref: string | undefined) =>
  ref === undefined
    ? undefined
    : /^refs\/heads\/(.+)$/.exec(ref)?.[1] ??
      (ref.startsWith('refs/') ? undefined : ref);

/** What the query says of a scan; nothing for other reports. */
function scanOf(query: z.infer<typeof reportQuerySchema>): ReportAbout['scan'] {
  const { category, scope, status = 'success', closeOld, base, at } = query;
  if (isScanCategory(category)) {
    if (at !== undefined && Date.parse(at) > Date.now() + clockSkewMs) {
      throw new RefusalError(
        refuse(
          400,
          'InputError',
          'The scan cannot have been made in the future: at is later than now.',
          '/query/at',
        ),
      );
    }
    return {
      at: at && new Date(at).toISOString(),
      scope,
      status,
      closeOld: closeOld !== 'false',
      base: base?.toLowerCase(),
    };
  }
  const [name] = Object.entries({
    scope,
    status: query.status,
    closeOld,
    base,
    at,
  }).find(([, value]) => value !== undefined) ?? [undefined];
  if (name === undefined) return undefined;
  throw new RefusalError(
    refuse(
      400,
      'InputError',
      `Only a scan has ${name}. The category is ${category}; those of scans are ${scanCategories.join(
        ', ',
      )}.`,
      `/query/${name}`,
    ),
  );
}

/** Checks the query of a report, and that its source may speak for the entity. */
export function reportAbout(query: unknown, source: DoorSource): ReportAbout {
  const parsed = reportQuerySchema.safeParse(query);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue.path[0] ?? '');
    throw new RefusalError(
      refuse(
        400,
        'InputError',
        `The query needs category, and entity or, for scans, repository or image where the report does not name it; ref, commit, branch, format, tool, environment, instance, run, attempt and job are optional; for scans scope, status, closeOld, base and at. ${name}: ${issue.message}`,
        `/query/${name}`,
      ),
    );
  }
  const { category, ref, commit, format, tool } = parsed.data;
  const { instance, run, attempt, job } = parsed.data;
  if ((run === undefined) !== (instance === undefined)) {
    const missing = run === undefined ? 'run' : 'instance';
    throw new RefusalError(
      refuse(
        400,
        'InputError',
        `A run is named by instance and run together: ${missing} is missing.`,
        `/query/${missing}`,
      ),
    );
  }
  const scan = scanOf(parsed.data);
  const owner = reportOwner(parsed.data, source);
  if (!source.rights.maySend('report.received.v1')) {
    throw new RefusalError(
      refuse(
        403,
        'NotAllowedError',
        `The source "${source.config.id}" may not send reports.`,
      ),
    );
  }
  return {
    ...owner,
    category,
    format: format ?? 'unknown',
    ref,
    commit: commit?.toLowerCase(),
    tool,
    branch: parsed.data.branch ?? branchOf(ref),
    environment: parsed.data.environment,
    scan,
    run:
      instance !== undefined && run !== undefined
        ? { instance, externalId: run, attempt, job }
        : undefined,
  };
}

/** An address may carry a token, which is nobody's business here. */
const withoutUser = (value: string) => value.replace(/:\/\/[^@/\s]*@/, '://');

/** The query of a report as text, and the reverse. Kept with the delivery. */
export function reportQuery(query: unknown): string {
  const parsed = z.record(z.string(), z.unknown()).parse(query);
  const known = Object.keys(reportQuerySchema.shape);
  return new URLSearchParams(
    Object.entries(parsed).flatMap(([name, value]) =>
      known.includes(name) && typeof value === 'string'
        ? [[name, withoutUser(value)]]
        : [],
    ),
  ).toString();
}
