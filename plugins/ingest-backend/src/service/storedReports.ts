import { Knex } from 'knex';
import { z } from 'zod';
import { LoggerService } from '@backstage/backend-plugin-api';
import { streamBody } from '../database/deliveries';
import {
  insertWaitingReport,
  takeWaitingReport,
  touchWaitingReport,
} from '../database/reportWaiting';
import { BodyVault } from './bodyVault';
import { NewDelivery, StoreOutcome } from './delivery';
import { DoorSource } from './doorSources';
import { ReportHint } from './readReport';
import { ReadReport, ReportReader, ReportThreadError } from './reportReader';
import { ReportAbout, reportAboutSchema } from './reportAbout';
import { reportReading } from './reportReading';

const draftSchema = z.object({
  about: reportAboutSchema,
  source: z.string(),
  bytes: z.number(),
  check: z.string(),
  contentType: z.string().optional(),
  contentEncoding: z.string().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  key: z.object({ value: z.string(), validUntil: z.coerce.date() }).optional(),
  traceparent: z.string().optional(),
  receivedAt: z.coerce.date(),
});

/** A report whose body is stored and which has yet to be read. */
export type StoredReport = z.infer<typeof draftSchema> & { receipt: string };

/** What became of a stored report. */
export interface ReportEnd {
  delivery: NewDelivery;
  /** `undefined`: another process ended it. */
  outcome: StoreOutcome | undefined;
}

/** Reads reports that are stored, across stops of this process and others. */
export interface StoredReports {
  /** Files the report: whatever happens to this process, it will be read. */
  file(report: StoredReport): Promise<void>;
  /** Reads a filed report and stores what came of it. */
  finish(report: StoredReport): Promise<ReportEnd>;
  /** Reads what other processes left behind; how many. */
  takeOver(): Promise<number>;
  stop(): void;
}

const signMs = 5000;
const silentSeconds = 30;
const maxTries = 3;

/** What a format is told of a report by its sender and its source. */
export const reportHint = (
  about: ReportAbout,
  source: DoorSource,
): ReportHint => ({
  category: about.category,
  format: about.format,
  tool: about.tool,
  maxDepth: source.config.limits.depth,
  maxBytes: source.config.limits.decompressedReportBytes,
});

/** @see StoredReports */
export function createStoredReports(options: {
  knex: Knex;
  vault: BodyVault;
  /** Key, event and final row, in one transaction. */
  end(delivery: NewDelivery): Promise<StoreOutcome | undefined>;
  sources: ReadonlyMap<string, DoorSource>;
  reader: ReportReader;
  logger: LoggerService;
  pollMs?: number;
}): StoredReports {
  const { knex, vault, sources, reader, logger } = options;

  async function* bodyOf(receipt: string): AsyncGenerator<Buffer> {
    for await (const chunk of streamBody(knex, receipt)) {
      yield vault.open(receipt, chunk);
    }
  }

  const unreadable = (message: string): ReadReport => ({
    outcome: { kind: 'unreadable', message, path: '/' },
    records: [],
  });

  const read = async (report: StoredReport): Promise<ReadReport> => {
    const source = sources.get(report.source);
    if (!source) {
      return unreadable(
        `The source "${report.source}" is not configured any more.`,
      );
    }
    const hint = reportHint(report.about, source);
    for (let tries = 1; ; tries += 1) {
      try {
        return await reader.readLarge(bodyOf(report.receipt), hint);
      } catch (error) {
        if (!(error instanceof ReportThreadError)) throw error;
        logger.warn(`The report ${report.receipt}: ${error.message}`);
        // Once may be chance; what fails twice would fail for ever.
        if (tries === 2) {
          return unreadable(`The report could not be read. ${error.message}`);
        }
      }
    }
  };

  const store = async (
    report: StoredReport,
    found: ReadReport,
  ): Promise<ReportEnd> => {
    const { about, receipt } = report;
    const delivery: NewDelivery = {
      receipt,
      source: report.source,
      door: 'reports',
      key: report.key,
      bytes: report.bytes,
      check: report.check,
      contentType: report.contentType,
      contentEncoding: report.contentEncoding,
      headers: report.headers,
      chunks: [],
      report: {
        category: about.category,
        format:
          found.outcome.kind === 'read' ? found.outcome.format : about.format,
        ref: about.ref,
        commit: about.commit,
      },
      reading: reportReading({
        about,
        read: found,
        bytes: report.bytes,
        source: report.source,
        // Of a source that is gone nothing was read.
        resolver: sources.get(report.source)?.resolver ?? {
          resolve: () => ({ resolvedBy: 'none' }),
        },
        receipt,
        traceparent: report.traceparent,
        now: report.receivedAt,
      }),
    };
    return { delivery, outcome: await options.end(delivery) };
  };

  const finish = async (report: StoredReport): Promise<ReportEnd> => {
    const sign = setInterval(() => {
      touchWaitingReport(knex, report.receipt).catch(() => undefined);
    }, signMs);
    try {
      return await store(report, await read(report));
    } finally {
      clearInterval(sign);
    }
  };

  const takeOver = async () => {
    let count = 0;
    for (;;) {
      const left = await takeWaitingReport(knex, silentSeconds);
      if (!left) return count;
      count += 1;
      const report = {
        ...draftSchema.parse(left.draft),
        receipt: left.receipt,
      };
      if (left.tries > maxTries) {
        await store(
          report,
          unreadable('The portal stopped each time it read this report.'),
        );
      } else {
        await finish(report);
      }
    }
  };

  let busy = false;
  const poll = setInterval(() => {
    if (busy) return;
    busy = true;
    takeOver()
      .catch(error => logger.debug(`Stored reports wait: ${error}`))
      .finally(() => {
        busy = false;
      });
  }, options.pollMs ?? 10_000);
  poll.unref();

  return {
    async file({ receipt, ...draft }) {
      await insertWaitingReport(knex, receipt, draft);
    },
    finish,
    takeOver,
    stop: () => clearInterval(poll),
  };
}
