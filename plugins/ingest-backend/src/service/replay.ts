import { Knex } from 'knex';
import { ReplayResult } from '@quarterdeck/plugin-ingest-common';
import { EventLogService } from '@quarterdeck/plugin-ingest-node';
import {
  DeliveryRow,
  getBodyChunks,
  getDelivery,
  streamBody,
} from '../database/deliveries';
import { updateReparsed } from '../database/updateReparsed';
import { BodyVault } from './bodyVault';
import { Reading } from './delivery';
import { DoorSource } from './doorSources';
import { readEvents } from './readEvents';
import { readHook } from './readHook';
import { RefusalError } from './refusal';
import { ReportReader, ReportThreadError } from './reportReader';
import { reportAbout } from './reportAbout';
import { reportReading } from './reportReading';
import { reportHint } from './storedReports';
import { traceparent } from './traceparent';

const maxChunks = 400;

/** The whole stored body, opened; `undefined` when it was dropped. */
export async function openBody(
  knex: Knex,
  vault: BodyVault,
  receipt: string,
  chunkLimit = maxChunks,
): Promise<Buffer | undefined> {
  const chunks = await getBodyChunks(knex, receipt, chunkLimit);
  if (chunks.length === 0) return undefined;
  return Buffer.concat(chunks.map(chunk => vault.open(receipt, chunk)));
}

const rejected = (reason: string, reasonPath?: string): Reading => ({
  status: 'rejected',
  httpStatus: 422,
  reason,
  reasonPath,
  events: [],
});

/** Reads a stored delivery with today's parser, rules and claims. */
function readAgain(
  row: DeliveryRow,
  source: DoorSource,
  body: Buffer,
): Reading {
  const stamp = { receipt: row.receipt, traceparent: traceparent() };
  if (row.door === 'events') {
    const read = readEvents({
      ...stamp,
      body,
      ndjson: /nd-?json/.test(row.content_type ?? ''),
      rights: source.rights,
    });
    return read.ok
      ? read.reading
      : rejected(read.refusal.message, read.refusal.path);
  }
  if (!source.provider) {
    return rejected(`No module reads the kind "${source.config.kind}".`);
  }
  return readHook({
    ...stamp,
    provider: source.provider,
    resolver: source.resolver,
    source: row.source_id,
    maxDepth: source.config.limits.depth,
    headers: row.headers,
    body,
    // Parsers that date things by their arrival must not date them anew.
    now: row.received_at,
  });
}

/** Reads a stored report with today's formats, as its sender described it. */
async function readReportAgain(
  deps: { knex: Knex; vault: BodyVault; reader: ReportReader },
  row: DeliveryRow,
  source: DoorSource,
): Promise<Reading> {
  async function* pieces() {
    for await (const chunk of streamBody(deps.knex, row.receipt)) {
      yield deps.vault.open(row.receipt, chunk);
    }
  }
  try {
    const query = new URLSearchParams(row.headers['report-query'] ?? '');
    const about = reportAbout(Object.fromEntries(query), source);
    const read = await deps.reader.readLarge(
      pieces(),
      reportHint(about, source),
    );
    return reportReading({
      about,
      read,
      bytes: row.bytes,
      source: row.source_id,
      resolver: source.resolver,
      receipt: row.receipt,
      traceparent: traceparent(),
      now: row.received_at,
    });
  } catch (error) {
    if (error instanceof RefusalError) {
      return rejected(error.refusal.message, error.refusal.path);
    }
    if (error instanceof ReportThreadError) return rejected(error.message);
    throw error;
  }
}

/**
 * Reads a delivery again and appends what comes of it. Of an accepted delivery
 * the events are appended once more: consumers key facts by the provider's ids,
 * and on a tie the later position wins, so a mended parser corrects them.
 */
export async function replayDelivery(
  deps: {
    knex: Knex;
    vault: BodyVault;
    eventLog: Pick<EventLogService, 'append'>;
    sources: ReadonlyMap<string, DoorSource>;
    reader: ReportReader;
  },
  receipt: string,
  by: string,
): Promise<ReplayResult> {
  const { knex, vault, eventLog, sources } = deps;
  const readStored = (row: DeliveryRow, source: DoorSource, body: Buffer) =>
    row.door === 'reports'
      ? readReportAgain(deps, row, source)
      : readAgain(row, source, body);
  return knex.transaction(async (tx): Promise<ReplayResult> => {
    const row = await getDelivery(tx, receipt, { lock: true });
    if (!row) return { receipt, outcome: 'gone', events: 0 };
    // Reports may be large: they are read in pieces.
    const body = await openBody(
      tx,
      vault,
      receipt,
      row.door === 'reports' ? 1 : maxChunks,
    );
    if (!body) {
      return {
        receipt,
        outcome: 'gone',
        events: 0,
        reason: 'The body is not kept any more.',
      };
    }
    const source = sources.get(row.source_id);
    const reading = source
      ? await readStored(row, source, body)
      : rejected(`The source "${row.source_id}" is not configured any more.`);
    if (reading.status === 'rejected' && row.status === 'accepted') {
      return {
        receipt,
        outcome: 'unchanged',
        events: row.events,
        reason: `It would be rejected today: ${reading.reason} What stands in the log stays.`,
        reasonPath: reading.reasonPath,
      };
    }
    const { positions } =
      reading.events.length > 0
        ? await eventLog.append(
            reading.events.map(({ event }) => event),
            tx,
          )
        : { positions: [] };
    await updateReparsed(tx, {
      receipt,
      source: row.source_id,
      key: row.delivery_key ?? undefined,
      reading,
      positions:
        positions.length > 0
          ? [positions[0], positions[positions.length - 1]]
          : undefined,
      repeat: false,
      by,
    });
    return {
      receipt,
      outcome: reading.status,
      events: reading.events.length,
      reason: reading.reason,
      reasonPath:
        reading.status === 'rejected' ? reading.reasonPath : undefined,
    };
  });
}
