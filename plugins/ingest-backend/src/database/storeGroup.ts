import { Knex } from 'knex';
import { EventLogService, NewEvent } from '@quarterdeck/plugin-ingest-node';
import {
  entityOf,
  isUnclaimed,
  NewDelivery,
  StoreOutcome,
  subjectOf,
} from '../service/delivery';
import { bodyColumns } from './bodyColumns';
import { column } from './columns';
import { rejectedCause } from '../service/rejectedCause';
import { receiptTime } from '../service/receipt';
import { updateReparsed } from './updateReparsed';

interface KeyRow {
  source_id: string;
  key: string;
  receipt: string;
  rejected: boolean;
  events: number;
}

const keyId = (source: string, key: string) => `${source}\n${key}`;
const byKey = (a: NewDelivery, b: NewDelivery) =>
  keyId(a.source, a.key?.value ?? '') < keyId(b.source, b.key?.value ?? '')
    ? -1
    : 1;

/**
 * Takes the keys, in one order so that two groups never wait for each other in
 * a circle. Gives back the receipts whose key was free; rows of the others are
 * locked by then.
 */
async function takeKeys(
  tx: Knex.Transaction,
  deliveries: NewDelivery[],
): Promise<Set<string>> {
  const sorted = [...deliveries].sort(byKey);
  const { rows } = await tx.raw<{ rows: { receipt: string }[] }>(
    `insert into delivery_key as k (source_id, key, receipt, valid_until, rejected, events)
     select * from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::boolean[], ?::integer[])
     on conflict (source_id, key) do update
       set receipt = excluded.receipt, valid_until = excluded.valid_until,
           rejected = excluded.rejected, events = excluded.events
       where k.valid_until < now()
     returning receipt`,
    [
      column(sorted, delivery => delivery.source),
      column(sorted, delivery => delivery.key?.value),
      column(sorted, delivery => delivery.receipt),
      column(sorted, delivery => delivery.key?.validUntil.toISOString()),
      column(sorted, delivery => delivery.reading.status === 'rejected'),
      column(sorted, delivery => delivery.reading.events.length),
    ],
  );
  return new Set(rows.map(row => row.receipt));
}

async function readKeys(
  tx: Knex.Transaction,
  deliveries: NewDelivery[],
): Promise<Map<string, KeyRow>> {
  const { rows } = await tx.raw<{ rows: KeyRow[] }>(
    `select source_id, key, receipt, rejected, events from delivery_key
      where (source_id, key) in (select * from unnest(?::text[], ?::text[]))`,
    [
      column(deliveries, delivery => delivery.source),
      column(deliveries, delivery => delivery.key?.value),
    ],
  );
  return new Map(rows.map(row => [keyId(row.source_id, row.key), row]));
}

/** Deliveries and their bodies in one statement: one round trip, one plan. */
async function insertDeliveries(
  tx: Knex.Transaction,
  deliveries: NewDelivery[],
  positions: Map<string, [string, string]>,
): Promise<void> {
  const text = (pick: (delivery: NewDelivery) => string | undefined) =>
    column(deliveries, pick);
  const rejected = (delivery: NewDelivery) =>
    delivery.reading.status === 'rejected' ? delivery.reading : undefined;
  const bodies = bodyColumns(deliveries);
  await tx.raw(
    `with body as (
       insert into delivery_body (receipt, chunk, key_id, data)
       select b.receipt, b.chunk, b.key_id, substring(p.bytes from b.at for b.length)
         from (select ?::bytea as bytes) p,
              unnest(?::text[], ?::integer[], ?::text[], ?::integer[], ?::integer[])
                as b (receipt, chunk, key_id, at, length)
     )
     insert into delivery (receipt, source_id, door, status, received_at,
       parsed_as, bytes, events, entity_ref, subject, unclaimed, reason,
       reason_path, cause, first_position, last_position, delivery_key,
       check_text, content_type, content_encoding, headers, category, format,
       ref, commit_sha)
     select receipt, source_id, door, status, received_at, parsed_as, bytes,
            events, entity_ref, subject, unclaimed, reason, reason_path, cause,
            first_position, last_position, delivery_key, check_text,
            content_type, content_encoding, headers::jsonb, category, format,
            ref, commit_sha
       from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
              ?::text[], ?::bigint[], ?::integer[], ?::text[], ?::text[],
              ?::boolean[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
         as d (receipt, source_id, door, status, received_at, parsed_as, bytes,
               events, entity_ref, subject, unclaimed, reason, reason_path,
               cause, first_position, last_position, delivery_key, check_text,
               content_type, content_encoding, headers, category, format, ref,
               commit_sha)`,
    [
      bodies.bytes,
      ...bodies.columns,
      text(delivery => delivery.receipt),
      text(delivery => delivery.source),
      text(delivery => delivery.door),
      text(delivery => delivery.reading.status),
      text(delivery => receiptTime(delivery.receipt)?.toISOString()),
      text(delivery => delivery.reading.parsedAs),
      column(deliveries, delivery => delivery.bytes),
      column(deliveries, delivery => delivery.reading.events.length),
      text(delivery => entityOf(delivery.reading)),
      text(delivery => subjectOf(delivery.reading)),
      column(deliveries, delivery => isUnclaimed(delivery.reading)),
      text(delivery => delivery.reading.reason),
      text(delivery => rejected(delivery)?.reasonPath),
      text(delivery => {
        const reading = rejected(delivery);
        return (
          reading &&
          rejectedCause(delivery.source, reading.reason, reading.reasonPath)
        );
      }),
      text(delivery => positions.get(delivery.receipt)?.[0]),
      text(delivery => positions.get(delivery.receipt)?.[1]),
      text(delivery => delivery.key?.value),
      text(delivery => delivery.check),
      text(delivery => delivery.contentType),
      text(delivery => delivery.contentEncoding),
      text(delivery => JSON.stringify(delivery.headers)),
      text(delivery => delivery.report?.category),
      text(delivery => delivery.report?.format),
      text(delivery => delivery.report?.ref),
      text(delivery => delivery.report?.commit),
    ],
  );
}

/**
 * Stores a group in the given transaction: keys, events, deliveries, bodies.
 * Outcomes are in the order of the deliveries.
 */
export async function storeGroup(
  tx: Knex.Transaction,
  deliveries: NewDelivery[],
  eventLog: Pick<EventLogService, 'append'>,
): Promise<StoreOutcome[]> {
  if (deliveries.length === 0) return [];
  // The same key twice in one group: the first is stored, the others repeat it.
  const owners = new Map<string, NewDelivery>();
  for (const delivery of deliveries) {
    if (!delivery.key) continue;
    const id = keyId(delivery.source, delivery.key.value);
    if (!owners.has(id)) owners.set(id, delivery);
  }
  const ownerOf = (delivery: NewDelivery) =>
    delivery.key
      ? owners.get(keyId(delivery.source, delivery.key.value)) ?? delivery
      : delivery;
  const keyed = [...owners.values()];
  const free = keyed.length > 0 ? await takeKeys(tx, keyed) : new Set<string>();
  const taken = keyed.filter(delivery => !free.has(delivery.receipt));
  const earlier: Map<string, KeyRow> =
    taken.length > 0 ? await readKeys(tx, taken) : new Map();
  const earlierOf = (delivery: NewDelivery): KeyRow | undefined =>
    delivery.key && earlier.get(keyId(delivery.source, delivery.key.value));

  const fresh = deliveries.filter(
    delivery => ownerOf(delivery) === delivery && !earlierOf(delivery),
  );
  const reparsed = taken.filter(delivery => earlierOf(delivery)?.rejected);

  const events: NewEvent[] = [];
  const ranges = new Map<string, [number, number]>();
  for (const delivery of [...fresh, ...reparsed]) {
    const receipt = earlierOf(delivery)?.receipt ?? delivery.receipt;
    if (delivery.reading.events.length === 0) continue;
    ranges.set(receipt, [
      events.length,
      events.length + delivery.reading.events.length - 1,
    ]);
    for (const { event } of delivery.reading.events) {
      events.push(
        receipt === event.deliveryId
          ? event
          : { ...event, deliveryId: receipt },
      );
    }
  }
  const appended =
    events.length > 0 ? await eventLog.append(events, tx) : { positions: [] };
  const positions = new Map(
    [...ranges].map(([receipt, [first, last]]): [string, [string, string]] => [
      receipt,
      [appended.positions[first], appended.positions[last]],
    ]),
  );

  if (fresh.length > 0) await insertDeliveries(tx, fresh, positions);
  for (const delivery of reparsed) {
    const row = earlierOf(delivery);
    if (row) {
      await updateReparsed(tx, {
        receipt: row.receipt,
        source: delivery.source,
        key: delivery.key?.value,
        reading: delivery.reading,
        positions: positions.get(row.receipt),
        repeat: true,
      });
    }
  }

  const outcomes = deliveries.map((delivery): StoreOutcome => {
    const owner = ownerOf(delivery);
    const row = earlierOf(owner);
    const { status } = owner.reading;
    const count = owner.reading.events.length;
    if (row && !row.rejected) {
      return {
        kind: 'repeat',
        receipt: row.receipt,
        status: 'accepted',
        events: row.events,
      };
    }
    const receipt = row?.receipt ?? owner.receipt;
    if (owner !== delivery) {
      return { kind: 'repeat', receipt, status, events: count };
    }
    return { kind: row ? 'reparsed' : 'new', receipt, status, events: count };
  });
  const repeats = outcomes.filter(outcome => outcome.kind === 'repeat');
  if (repeats.length > 0) {
    await tx.raw(
      `update delivery set repeats = repeats + n
         from (select receipt, count(*) as n from unnest(?::text[]) as u (receipt)
                group by receipt order by receipt) r
        where delivery.receipt = r.receipt collate "C"`,
      [column(repeats, outcome => outcome.receipt)],
    );
  }
  return outcomes;
}
