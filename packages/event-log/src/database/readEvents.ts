import { AnyLogEvent, Position } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';

/** A row of {@link eventColumns}. */
export interface StoredEvent {
  position: string;
  id: string;
  type: string;
  subject: string | null;
  entity_ref: string | null;
  occurred_at: Date;
  recorded_at: Date;
  correlation: Record<string, string> | null;
  delivery_id: string | null;
  source: string | null;
  traceparent: string | null;
  data: unknown;
}

/** The columns of an event, for every statement that returns some. */
export const eventColumns = `e.position, e.id, e.type, e.subject, e.entity_ref,
  e.occurred_at, e.recorded_at, e.correlation, e.delivery_id, e.source,
  e.traceparent, e.data`;

/** A row of {@link eventColumns} as the event it is. */
export function toLogEvent(row: StoredEvent): AnyLogEvent {
  const event = {
    position: row.position,
    id: row.id,
    type: row.type,
    subject: row.subject ?? undefined,
    entityRef: row.entity_ref ?? undefined,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    correlation: row.correlation ?? {},
    deliveryId: row.delivery_id ?? undefined,
    source: row.source ?? undefined,
    traceparent: row.traceparent ?? undefined,
    data: row.data,
  };
  // Rows come in through `prepareEvent` alone, which stores what the schema
  // of the type answered; a rebuild should not pay for that check again.
  return event as AnyLogEvent;
}

/**
 * Events after `after` up to `upTo` of the types asked for. Looks at no more
 * than `scanLimit` positions, so that a reader of rare types moves on in steps;
 * `scannedTo` is how far that was.
 */
export async function readEvents(
  tx: Knex,
  options: {
    after: Position;
    upTo: Position;
    types: readonly string[];
    limit: number;
    scanLimit: number;
  },
): Promise<{ events: AnyLogEvent[]; scannedTo: Position }> {
  const { after, upTo, types, limit, scanLimit } = options;
  const scanEnd = BigInt(after) + BigInt(scanLimit);
  const end = scanEnd < BigInt(upTo) ? scanEnd.toString() : upTo;
  const result = await tx.raw<{ rows: StoredEvent[] }>(
    `SELECT ${eventColumns} FROM log.event e
     WHERE e.position > ? AND e.position <= ? AND e.type = ANY(?::text[])
     ORDER BY e.position LIMIT ?`,
    [after, end, [...types], limit],
  );
  const events = result.rows.map(toLogEvent);
  const last = events.at(-1);
  return {
    events,
    scannedTo: last && events.length === limit ? last.position : end,
  };
}

/** Every event between two positions, both included, at most `limit`. */
export async function readEventsBetween(
  knex: Knex,
  from: Position,
  to: Position,
  limit: number,
): Promise<AnyLogEvent[]> {
  const result = await knex.raw<{ rows: StoredEvent[] }>(
    `SELECT ${eventColumns} FROM log.event e
     WHERE e.position >= ? AND e.position <= ? ORDER BY e.position LIMIT ?`,
    [from, to, limit],
  );
  return result.rows.map(toLogEvent);
}
