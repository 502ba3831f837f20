import { Knex } from 'knex';
import { NotFoundError } from '@backstage/errors';
import {
  Delivery,
  DeliveryBody,
  DeliveryDetail,
  DeliveryEvent,
  isScanCategory,
  Receipt,
} from '@quarterdeck/plugin-ingest-common';
import { EventLogAdminService } from '@quarterdeck/plugin-ingest-node';
import { DeliveryRow, getDelivery } from '../database/deliveries';
import { BodyVault } from './bodyVault';
import { decodeUtf8 } from './decodeJson';
import { DoorEvent } from './delivery';
import { maskBody } from './maskBody';
import { maskScanBody } from './maskScanBody';
import { openBody } from './replay';

const shownEvents = 200;
const shownChunks = 4;
const shownBytes = 1024 * 1024;
const dayMs = 86_400_000;

const optional = <T>(value: T | null): T | undefined => value ?? undefined;

/** A stored delivery as the list shows it. */
export function toDelivery(row: DeliveryRow): Delivery {
  return {
    receipt: row.receipt,
    source: row.source_id,
    door: row.door,
    status: row.status,
    receivedAt: row.received_at.toISOString(),
    parsedAs: optional(row.parsed_as),
    bytes: row.bytes,
    events: row.events,
    entityRef: optional(row.entity_ref),
    subject: optional(row.subject),
    unclaimed: row.unclaimed,
    repeats: row.repeats,
    tries: row.tries,
    reason: optional(row.reason),
    reasonPath: optional(row.reason_path),
  };
}

/** What its receipt tells of a delivery. */
export function toReceipt(row: DeliveryRow): Receipt {
  return {
    receipt: row.receipt,
    source: row.source_id,
    door: row.door,
    status: row.status,
    receivedAt: row.received_at.toISOString(),
    events: row.events,
    bytes: row.bytes,
    reason: optional(row.reason),
    reasonPath: optional(row.reason_path),
  };
}

/** An event as a preview shows it: not yet in the log. */
export function toPreviewEvent({
  event,
  resolvedBy,
  note,
}: DoorEvent): DeliveryEvent {
  return {
    type: event.type,
    subject: event.subject,
    entityRef: event.entityRef,
    resolvedBy,
    note,
    occurredAt: event.occurredAt.toISOString(),
    correlation: event.correlation ?? {},
    data: event.data,
  };
}

/** The stored delivery; 404 with a reason when there is none. */
export async function requireDelivery(
  knex: Knex,
  receipt: string,
): Promise<DeliveryRow> {
  const row = await getDelivery(knex, receipt);
  if (row) return row;
  throw new NotFoundError(
    'There is no delivery with this receipt, or it is older than deliveries are kept.',
  );
}

/** `00-<trace id>-<span id>-<flags>`, W3C trace context. */
const traceIdOf = (traceparent: string | undefined): string | undefined =>
  traceparent?.split('-')[1];

/** Its events as they stand in the log, and the trace of the request that stored them. */
async function loggedEvents(
  row: DeliveryRow,
  log: Pick<EventLogAdminService, 'eventsBetween'>,
): Promise<{ parsedEvents: DeliveryEvent[]; traceId?: string }> {
  if (row.first_position === null || row.last_position === null) {
    return { parsedEvents: [] };
  }
  const events = (
    await log.eventsBetween(row.first_position, row.last_position)
  ).filter(event => event.deliveryId === row.receipt);
  const parsedEvents = events.slice(0, shownEvents).map(event => ({
    position: event.position,
    type: event.type,
    subject: event.subject,
    entityRef: event.entityRef,
    occurredAt: event.occurredAt.toISOString(),
    correlation: event.correlation,
    data: event.data,
  }));
  return { parsedEvents, traceId: traceIdOf(events[0]?.traceparent) };
}

/** A delivery with everything but its body. */
export async function deliveryDetail(
  deps: {
    knex: Knex;
    log: Pick<EventLogAdminService, 'eventsBetween'>;
    keepBodiesDays: number;
  },
  receipt: string,
): Promise<DeliveryDetail> {
  const row = await requireDelivery(deps.knex, receipt);
  const first = {
    at: row.received_at.toISOString(),
    outcome: row.status === 'rejected' ? 'rejected' : 'accepted',
    events: row.events,
    reason: optional(row.reason),
    reasonPath: optional(row.reason_path),
  } as const;
  return {
    ...toDelivery(row),
    check: row.check_text,
    contentType: optional(row.content_type),
    contentEncoding: optional(row.content_encoding),
    deliveryKey: optional(row.delivery_key),
    keptUntil: new Date(
      row.received_at.getTime() + deps.keepBodiesDays * dayMs,
    ).toISOString(),
    attempts: row.attempts.length > 0 ? row.attempts : [first],
    ...(await loggedEvents(row, deps.log)),
    category: optional(row.category),
    format: optional(row.format),
    ref: optional(row.ref),
    commit: optional(row.commit_sha),
  };
}

/** Kept headers and masked body. */
export async function deliveryBody(
  deps: { knex: Knex; vault: BodyVault },
  receipt: string,
): Promise<DeliveryBody> {
  const row = await requireDelivery(deps.knex, receipt);
  const body = await openBody(deps.knex, deps.vault, receipt, shownChunks);
  if (!body) {
    throw new NotFoundError(
      'The body of this delivery is not kept: it did not arrive whole, or its days are over.',
    );
  }
  const text = decodeUtf8(body) ?? body.toString('latin1');
  const scan = isScanCategory(row.category)
    ? maskScanBody(text)
    : { text, masked: 0 };
  const masked = maskBody(scan.text, optional(row.content_type));
  return {
    headers: row.headers,
    contentType: optional(row.content_type),
    text: masked.text.slice(0, shownBytes),
    bytes: row.bytes,
    truncated: masked.text.length > shownBytes || body.length >= shownBytes,
    masked: scan.masked + masked.masked,
  };
}
