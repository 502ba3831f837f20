import { Request, RequestHandler } from 'express';
import {
  ingestPreviewPermission,
  PreviewAnswer,
} from '@quarterdeck/plugin-ingest-common';
import { Reading } from '../service/delivery';
import { toPreviewEvent } from '../service/deliveryView';
import { DoorDesk } from '../service/doorDesk';
import { DoorSource } from '../service/doorSources';
import { readEvents } from '../service/readEvents';
import { readHook } from '../service/readHook';
import { ReportOutcome } from '../service/readReport';
import { RefusalError, refuse } from '../service/refusal';
import { ReportReader } from '../service/reportReader';
import { reportAbout } from '../service/reportAbout';
import { reportReading } from '../service/reportReading';
import { reportHint } from '../service/storedReports';
import { tokenSource } from '../service/tokenSource';
import { refusalAnswer, sendAnswer, toRefusal } from './answer';
import { DoorAuth, permittedSubject, queryText } from './machineRequest';
import { BodyBudget, contentEncoding, readBody, unpackBody } from './readBody';
import { isNdjson } from './receiveEvents';
import { hookSource, HookSource, requireJson } from './receiveHook';
import { refuseForms } from './receiveReports';

const previewBytes = 25 * 1024 * 1024;
const shownEvents = 200;

const answerOf = (
  reading: Reading,
  check: string,
  more: Partial<PreviewAnswer> = {},
): PreviewAnswer => {
  const rejected = reading.status === 'rejected' ? reading : undefined;
  return {
    status: rejected?.httpStatus ?? 202,
    outcome: reading.status,
    parsedAs: reading.parsedAs,
    reason: reading.reason,
    reasonPath: rejected?.reasonPath,
    check,
    events: reading.events.slice(0, shownEvents).map(toPreviewEvent),
    ...more,
  };
};

const figuresOf = (outcome: ReportOutcome): Partial<PreviewAnswer> =>
  outcome.kind === 'read'
    ? {
        format: outcome.format,
        records: outcome.recordCount,
        summary: outcome.figures.summary,
        rejectedCount: outcome.rejectedCount,
        rejected: outcome.rejected,
      }
    : {};

/** Everything the doors do but store, for callers with credentials. */
export function createPreviews(options: {
  desk: DoorDesk;
  auth: DoorAuth;
  budget: BodyBudget;
  reader: ReportReader;
}): Record<'hooks' | 'events' | 'reports', RequestHandler> {
  const { desk, auth, budget, reader } = options;

  const bodyOf = async (request: Request, { config }: DoorSource) => {
    const { limits } = config;
    const encoding = contentEncoding(request);
    const raw = await readBody(request, {
      maxBytes: Math.min(previewBytes, limits.bodyBytes),
      budget,
    });
    const body = await unpackBody(raw, encoding, limits.decompressedBytes);
    return { raw, body };
  };

  // People may try a payload as any source; a token only as its own.
  const sourceOf = (request: Request, subject: string | undefined) => {
    const wanted = queryText(request, 'source');
    const named = wanted === undefined ? undefined : desk.sources.get(wanted);
    if (named && subject?.startsWith('user:')) return named;
    return tokenSource(desk.sources, subject, wanted);
  };

  const checkOf = (source: HookSource, request: Request, raw: Buffer) => {
    const verified = source.provider.verify({
      headers: request.headers,
      body: raw,
      secrets: source.config.secrets,
      now: new Date(),
    });
    return verified.outcome === 'verified'
      ? `Signature holds, secret ${verified.secretIndex + 1} of ${
          source.config.secrets.length
        }`
      : `${verified.message} The door would answer 401; this is what it would store otherwise.`;
  };

  const preview =
    (
      work: (
        request: Request,
        subject: string | undefined,
      ) => Promise<PreviewAnswer>,
    ): RequestHandler =>
    (request, response) => {
      permittedSubject(auth, request, ingestPreviewPermission)
        .then(subject => work(request, subject))
        .then(body => sendAnswer(request, response, { status: 200, body }))
        .catch(error =>
          sendAnswer(request, response, refusalAnswer(toRefusal(error))),
        );
    };

  return {
    hooks: preview(async request => {
      const source = hookSource(desk, request.params.sourceId);
      requireJson(request.headers, source.provider);
      const { raw, body } = await bodyOf(request, source);
      const reading = readHook({
        provider: source.provider,
        resolver: source.resolver,
        source: source.config.id,
        maxDepth: source.config.limits.depth,
        headers: request.headers,
        body,
        now: new Date(),
      });
      return answerOf(reading, checkOf(source, request, raw));
    }),
    events: preview(async (request, subject) => {
      const source = sourceOf(request, subject);
      const ndjson = isNdjson(request.get('content-type'));
      const { body } = await bodyOf(request, source);
      const read = readEvents({ body, ndjson, rights: source.rights });
      const check = `As the source "${source.config.id}"`;
      if (read.ok) return answerOf(read.reading, check);
      const { status, message, path } = read.refusal;
      return answerOf(
        {
          status: 'rejected',
          httpStatus: status,
          reason: message,
          reasonPath: path,
          events: [],
        },
        check,
      );
    }),
    reports: preview(async (request, subject) => {
      const source = sourceOf(request, subject);
      refuseForms(request.get('content-type'));
      const { source: _, ...query } = request.query;
      const about = reportAbout(query, source);
      const { body } = await bodyOf(request, source);
      if (body.length === 0) {
        throw new RefusalError(
          refuse(400, 'InputError', 'The report is empty.', '/'),
        );
      }
      const read = await reader.readSmall(body, reportHint(about, source));
      const reading = reportReading({
        about,
        read,
        bytes: body.length,
        source: source.config.id,
        resolver: source.resolver,
        now: new Date(),
      });
      return answerOf(reading, `As the source "${source.config.id}"`, {
        bytes: body.length,
        format: about.format,
        ...figuresOf(read.outcome),
      });
    }),
  };
}
