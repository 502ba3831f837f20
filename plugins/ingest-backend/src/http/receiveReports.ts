import { setTimeout as sleep } from 'node:timers/promises';
import { Request, Response } from 'express';
import { ingestReportWritePermission } from '@quarterdeck/plugin-ingest-common';
import { chunkBytes, SealedChunk } from '../service/bodyVault';
import { NewDelivery, StoreOutcome } from '../service/delivery';
import { DoorDesk, repeatKey } from '../service/doorDesk';
import { DoorSource } from '../service/doorSources';
import { newReceipt } from '../service/receipt';
import { RefusalError, refuse } from '../service/refusal';
import { ReportAbout, reportAbout, reportQuery } from '../service/reportAbout';
import { reportReading } from '../service/reportReading';
import { ReportReader } from '../service/reportReader';
import {
  reportHint,
  StoredReport,
  StoredReports,
} from '../service/storedReports';
import { traceparent } from '../service/traceparent';
import { toRefusal } from './answer';
import { answerDoor, DoorResult } from './doorRequest';
import { DoorAuth, idempotencyKey, machineSource } from './machineRequest';
import {
  BodyBudget,
  contentEncoding,
  readBody,
  refuseTooLong,
} from './readBody';
import { unpackedPieces } from './unpackedPieces';

/** Where a report that streams in is kept. */
export interface ReportStore {
  begin(report: {
    receipt: string;
    source: string;
    check: string;
    entityRef?: string;
    category: string;
    format: string;
  }): Promise<void>;
  add(receipt: string, chunk: SealedChunk, bytes: number): Promise<void>;
  /** `undefined`: another process has ended it already. */
  finish(delivery: NewDelivery): Promise<StoreOutcome | undefined>;
  fail(report: {
    receipt: string;
    source: string;
    reason: string;
  }): Promise<void>;
}

const bufferedBytes = 1024 * 1024;

/** After this long the sender is told the receipt; its `wait` tells the end. */
const answerWithinMs = 20_000;

type Draft = Omit<NewDelivery, 'reading' | 'bytes' | 'chunks'>;

/** Forms wrap the file; we take the file itself. */
export function refuseForms(contentType: string | undefined): void {
  if (
    !/^(multipart\/|application\/x-www-form-urlencoded)/i.test(
      contentType ?? '',
    )
  ) {
    return;
  }
  throw new RefusalError(
    refuse(
      415,
      'UnsupportedMediaTypeError',
      'Send the file itself, not a form: curl --data-binary @file -H "content-type: application/octet-stream".',
    ),
  );
}

/** Takes reports. Small ones share a commit, large ones stream into the database. */
export function createReportsReceiver(options: {
  desk: DoorDesk;
  auth: DoorAuth;
  budget: BodyBudget;
  reports: ReportStore;
  reader: ReportReader;
  stored: StoredReports;
}): (request: Request, response: Response) => Promise<void> {
  const { desk, auth, budget, reports, reader, stored } = options;

  /** The end of the report, or its receipt when the end takes long. */
  const answerInTime = async (
    draft: Draft,
    report: StoredReport,
  ): Promise<DoorResult> => {
    const { receipt } = draft;
    const end = stored.finish(report).then(({ delivery, outcome }) => ({
      delivery,
      outcome: outcome ?? {
        kind: 'new' as const,
        receipt,
        status: delivery.reading.status,
        events: delivery.reading.events.length,
      },
    }));
    const later: DoorResult = {
      delivery: {
        ...draft,
        bytes: report.bytes,
        chunks: [],
        reading: { status: 'accepted', events: [] },
      },
      outcome: { kind: 'new', receipt, status: 'accepted', events: 0 },
    };
    // It is filed: what fails now is tried again by whoever is there.
    end.catch(error =>
      desk.logger.warn(`The report ${receipt} waits to be read: ${error}`),
    );
    const timer = new AbortController();
    try {
      return await Promise.race([
        end.catch(() => later),
        sleep(answerWithinMs, later, { signal: timer.signal }),
      ]);
    } finally {
      timer.abort();
    }
  };

  const receiveStream = async (
    request: Request,
    source: DoorSource,
    draft: Draft,
    about: ReportAbout,
    encoding: 'gzip' | 'deflate' | undefined,
  ): Promise<DoorResult> => {
    const { receipt } = draft;
    const { id, limits } = source.config;
    await reports.begin({ ...about, receipt, source: id, check: draft.check });
    let report: StoredReport;
    try {
      let bytes = 0;
      let chunk = 0;
      let gathered: Buffer[] = [];
      let gatheredBytes = 0;
      const flush = async () => {
        const plain = Buffer.concat(gathered);
        gathered = [];
        gatheredBytes = 0;
        for (let from = 0; from < plain.length; from += chunkBytes) {
          const part = plain.subarray(from, from + chunkBytes);
          bytes += part.length;
          const sealed = desk.vault.sealChunk(receipt, chunk, part);
          chunk += 1;
          await reports.add(receipt, sealed, bytes);
        }
      };
      for await (const piece of unpackedPieces(request, encoding, {
        wire: limits.reportBytes,
        unpacked: encoding
          ? limits.decompressedReportBytes
          : limits.reportBytes,
      })) {
        gathered.push(piece);
        gatheredBytes += piece.length;
        if (gatheredBytes >= chunkBytes) await flush();
      }
      await flush();
      if (bytes === 0) {
        throw new RefusalError(
          refuse(400, 'InputError', 'The report is empty.', '/'),
        );
      }
      report = {
        ...draft,
        about,
        bytes,
        traceparent: traceparent(),
        receivedAt: new Date(),
      };
      await stored.file(report);
    } catch (error) {
      const reason = toRefusal(error).message;
      await reports
        .fail({ receipt, source: id, reason })
        .catch(() => undefined);
      throw error;
    }
    return answerInTime(draft, report);
  };

  const receiveWhole = async (
    request: Request,
    source: DoorSource,
    draft: Draft,
    about: ReportAbout,
  ): Promise<DoorResult> => {
    const { receipt } = draft;
    const body = await readBody(request, { maxBytes: bufferedBytes, budget });
    if (body.length === 0) {
      throw new RefusalError(
        refuse(400, 'InputError', 'The report is empty.', '/'),
      );
    }
    const read = await reader.readSmall(body, reportHint(about, source));
    const delivery: NewDelivery = {
      ...draft,
      bytes: body.length,
      chunks: desk.vault.seal(receipt, body),
      report: {
        ...draft.report,
        category: about.category,
        format:
          read.outcome.kind === 'read' ? read.outcome.format : about.format,
      },
      reading: reportReading({
        about,
        read,
        bytes: body.length,
        source: source.config.id,
        resolver: source.resolver,
        receipt,
        traceparent: traceparent(),
        now: new Date(),
      }),
    };
    return { delivery, outcome: await desk.store(delivery) };
  };

  const work = async (
    request: Request,
    named: { source?: string },
  ): Promise<DoorResult> => {
    const { source, subject } = await machineSource({
      auth,
      desk,
      request,
      permission: ingestReportWritePermission,
      named,
    });
    const { id, limits } = source.config;
    const contentType = request.get('content-type');
    refuseForms(contentType);
    const encoding = contentEncoding(request);
    const about = reportAbout(request.query, source);
    const key = idempotencyKey(request);
    refuseTooLong(request, limits.reportBytes);
    const now = new Date();
    const draft = {
      receipt: newReceipt(now),
      source: id,
      door: 'reports' as const,
      // The same file tomorrow is a new scan: only the sender's word makes a repeat.
      key:
        key === undefined
          ? undefined
          : repeatKey({
              key,
              body: Buffer.alloc(0),
              now,
              keepKeysDays: desk.keepKeysDays,
            }),
      check: `Token of ${subject}`.slice(0, 300),
      contentType: contentType?.slice(0, 200),
      contentEncoding: encoding,
      // Names what the body does not: needed to read it again.
      headers: { 'report-query': reportQuery(request.query) },
      report: {
        category: about.category,
        format: about.format,
        ref: about.ref,
        commit: about.commit,
      },
    };
    const declared = Number(request.headers['content-length'] ?? NaN);
    return !encoding && declared <= bufferedBytes
      ? receiveWhole(request, source, draft, about)
      : receiveStream(request, source, draft, about, encoding);
  };

  return (request, response) => {
    const named: { source?: string } = {};
    return answerDoor({
      desk,
      door: 'reports',
      request,
      response,
      named,
      work: () => work(request, named),
    });
  };
}
