import { z } from 'zod';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  isScanCategory,
  scanCategories,
} from '@quarterdeck/plugin-ingest-common';
import { NewEvent } from '@quarterdeck/plugin-ingest-node';
import { Reading } from './delivery';
import { DoorSource } from './doorSources';
import { RefusalError, refuse } from './refusal';
import { ReportOutcome } from './readReport';
import { ReadReport } from './reportReader';

const word = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i);

const reportQuerySchema = z.object({
  entity: z.string().min(3).max(512),
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
  entityRef: z.string(),
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
        `The query needs entity and category; ref, commit, branch, format, tool, environment, instance, run, attempt and job are optional; for scans scope, status, closeOld, base and at. ${name}: ${issue.message}`,
        `/query/${name}`,
      ),
    );
  }
  const { entity, category, ref, commit, format, tool } = parsed.data;
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
  let entityRef: string;
  try {
    entityRef = stringifyEntityRef(
      parseEntityRef(entity, { defaultKind: 'component' }),
    );
  } catch {
    throw new RefusalError(
      refuse(
        400,
        'InputError',
        'The entity must be a ref such as component:default/shop.',
        '/query/entity',
      ),
    );
  }
  const { id } = source.config;
  if (!source.resolver.maySpeakFor(entityRef)) {
    throw new RefusalError(
      refuse(
        403,
        'NotAllowedError',
        `The source "${id}" may not speak for ${entityRef}. Ask the platform team to add it to ingest.sources.${id}.entities.`,
        '/query/entity',
      ),
    );
  }
  if (!source.rights.maySend('report.received.v1')) {
    throw new RefusalError(
      refuse(
        403,
        'NotAllowedError',
        `The source "${id}" may not send reports.`,
      ),
    );
  }
  return {
    entityRef: entityRef.toLocaleLowerCase('en-US'),
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

/** The query of a report as text, and the reverse. Kept with the delivery. */
export function reportQuery(query: unknown): string {
  const parsed = z.record(z.string(), z.unknown()).parse(query);
  const known = Object.keys(reportQuerySchema.shape);
  return new URLSearchParams(
    Object.entries(parsed).flatMap(([name, value]) =>
      known.includes(name) && typeof value === 'string' ? [[name, value]] : [],
    ),
  ).toString();
}

const rejectedSentence = (
  count: number,
  rejected: readonly { path: string; message: string }[],
) =>
  count === 0
    ? undefined
    : `${count.toLocaleString(
        'en-US',
      )} of its records could not be read: ${rejected
        .map(({ path, message }) => `${path}: ${message}`)
        .join(' ')}`.slice(0, 2000);

const statusOrder = ['success', 'partial', 'failed'] as const;

/** What the scan was in the end: as bad as its sender, its report or its records say. */
function scanEnd(
  about: ReportAbout,
  found: Extract<ReportOutcome, { kind: 'read' }> | undefined,
): NonNullable<NewEvent<'report.received.v1'>['data']['scan']> | undefined {
  const { scan } = about;
  if (!scan) return undefined;
  const { figures, rejectedCount = 0, rejected = [] } = found ?? {};
  const said = statusOrder.indexOf(scan.status);
  const read = statusOrder.indexOf(figures?.status ?? 'success');
  const whole = rejectedCount > 0 ? 1 : 0;
  const status = statusOrder[Math.max(said, read, whole)];
  const reason =
    (read > 0 ? figures?.reason : undefined) ??
    rejectedSentence(rejectedCount, rejected) ??
    (said > 0 ? `Its sender says that the scan is ${scan.status}.` : undefined);
  return {
    ...scan,
    scope: scan.scope ?? figures?.scope?.slice(0, 255),
    status,
    ...(reason ? { reason: reason.slice(0, 500) } : {}),
    ...(figures?.empty ? { empty: true } : {}),
    ...(figures?.digests?.length
      ? { digests: figures.digests.slice(0, 20) }
      : {}),
  };
}

/** The one event of a report, or why it cannot be read. */
export function reportReading(options: {
  about: ReportAbout;
  read: ReadReport;
  bytes: number;
  source: string;
  receipt?: string;
  traceparent?: string;
  now: Date;
}): Reading {
  const { about, read, bytes, now } = options;
  const { outcome, records } = read;
  if (outcome.kind === 'unreadable') {
    return {
      status: 'rejected',
      httpStatus: 422,
      parsedAs: `${about.category} report`,
      reason: outcome.message,
      reasonPath: outcome.path,
      events: [],
    };
  }
  const found = outcome.kind === 'read' ? outcome : undefined;
  const correlation: Record<string, string> = {};
  if (about.commit) correlation.sha = about.commit;
  if (about.run) correlation.run = about.run.externalId;
  const event: NewEvent<'report.received.v1'> = {
    type: 'report.received.v1',
    entityRef: about.entityRef,
    occurredAt: now,
    deliveryId: options.receipt,
    source: options.source,
    traceparent: options.traceparent,
    correlation,
    data: {
      category: about.category,
      format: found?.format ?? about.format,
      ref: about.ref,
      commit: about.commit,
      bytes,
      recordCount: found?.recordCount ?? 0,
      rejectedCount: found?.rejectedCount ?? 0,
      ...(found && found.rejected.length > 0
        ? { rejects: found.rejected }
        : {}),
      summary: found?.figures.summary ?? {},
      tool: about.tool ?? found?.figures.tool?.slice(0, 128),
      branch: about.branch,
      environment: about.environment,
      scan: scanEnd(about, found),
      run: about.run,
    },
    ...(found && found.recordCount > 0 ? { records } : {}),
  };
  return {
    status: 'accepted',
    parsedAs: found
      ? `${about.category} report, ${found.format}`
      : `${about.category} report`,
    reason: found && rejectedSentence(found.rejectedCount, found.rejected),
    events: [{ event, resolvedBy: 'explicit' }],
  };
}
