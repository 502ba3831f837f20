import { Subject, subjectKey } from '@quarterdeck/plugin-ingest-common';
import { NewEvent } from '@quarterdeck/plugin-ingest-node';
import { Reading } from './delivery';
import { EntityResolver, Resolution } from './entityResolver';
import { ReportOutcome } from './readReport';
import { ReportAbout } from './reportAbout';
import { ReadReport } from './reportReader';

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

/** Whose a report is: as its sender says, else as what it is of belongs. */
type Owner = Resolution & { subject?: Subject };

function ownerOf(
  about: ReportAbout,
  resolver: Pick<EntityResolver, 'resolve'>,
  found: Extract<ReportOutcome, { kind: 'read' }> | undefined,
): Owner | undefined {
  if (about.entityRef !== undefined) {
    return { entityRef: about.entityRef, resolvedBy: 'explicit' };
  }
  const subject = about.subject ?? found?.figures.subject;
  return subject && { ...resolver.resolve(subject), subject };
}

/** The one event of a report, or why it cannot be read. */
export function reportReading(options: {
  about: ReportAbout;
  read: ReadReport;
  bytes: number;
  source: string;
  resolver: Pick<EntityResolver, 'resolve'>;
  receipt?: string;
  traceparent?: string;
  now: Date;
}): Reading {
  const { about, read, bytes, now } = options;
  const { outcome, records } = read;
  const rejected = (
    httpStatus: number,
    reason: string,
    reasonPath: string,
  ): Reading => ({
    status: 'rejected',
    httpStatus,
    parsedAs: `${about.category} report`,
    reason,
    reasonPath,
    events: [],
  });
  if (outcome.kind === 'unreadable') {
    return rejected(422, outcome.message, outcome.path);
  }
  const found = outcome.kind === 'read' ? outcome : undefined;
  const owner = ownerOf(about, options.resolver, found);
  if (!owner) {
    return rejected(
      422,
      'The report does not say which repository or image it is of. Name the entity, the repository or the image in the query.',
      '/query/entity',
    );
  }
  // The report itself names what the source may not speak for.
  if (owner.note) return rejected(403, owner.note, '/query/entity');
  const { subject, entityRef, resolvedBy } = owner;
  const correlation: Record<string, string> = {};
  if (about.commit) correlation.sha = about.commit;
  if (about.run) correlation.run = about.run.externalId;
  const event: NewEvent<'report.received.v1'> = {
    type: 'report.received.v1',
    subject: subject && subjectKey(subject),
    entityRef,
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
    events: [{ event, subject, resolvedBy }],
  };
}
