import { Knex } from 'knex';
import { EventLogService, NewEvent } from '@quarterdeck/plugin-ingest-node';
import {
  entityOf,
  isUnclaimed,
  NewDelivery,
  StoreOutcome,
  subjectOf,
} from '../service/delivery';
import { receiptTime } from '../service/receipt';
import { bodyColumns } from './bodyColumns';
import { column } from './columns';
import { PooledConnection } from './withConnection';

/** Postgres's word for a key that is there already. */
const UNIQUE_VIOLATION = '23505';

const isRepeat = (error: unknown) =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === UNIQUE_VIOLATION;

/** Rejected deliveries and reports carry columns of their own. */
const isPlain = (delivery: NewDelivery) =>
  delivery.reading.status === 'accepted' && delivery.report === undefined;

const keysDiffer = (deliveries: readonly NewDelivery[]) => {
  const keys = deliveries.flatMap(({ source, key }) =>
    key ? [`${source}\n${key.value}`] : [],
  );
  return new Set(keys).size === keys.length;
};

/** Where the events of each delivery stand in the list of all, counted from 1. */
function eventRanges(deliveries: readonly NewDelivery[]) {
  let last = 0;
  return deliveries.map(({ reading }) => {
    const count = reading.events.length;
    if (count === 0) return { first: null, last: null };
    last += count;
    return { first: last - count + 1, last };
  });
}

function deliveryColumns(deliveries: readonly NewDelivery[]) {
  const ranges = eventRanges(deliveries);
  return [
    column(deliveries, delivery => delivery.receipt),
    column(deliveries, delivery => delivery.source),
    column(deliveries, delivery => delivery.door),
    column(deliveries, ({ receipt }) => receiptTime(receipt)?.toISOString()),
    column(deliveries, delivery => delivery.reading.parsedAs),
    column(deliveries, delivery => delivery.bytes),
    column(deliveries, delivery => delivery.reading.events.length),
    column(deliveries, delivery => entityOf(delivery.reading)),
    column(deliveries, delivery => subjectOf(delivery.reading)),
    column(deliveries, delivery => isUnclaimed(delivery.reading)),
    column(deliveries, delivery => delivery.reading.reason),
    column(deliveries, delivery => delivery.key?.value),
    column(deliveries, ({ key }) => key?.validUntil.toISOString()),
    column(deliveries, delivery => delivery.check),
    column(deliveries, delivery => delivery.contentType),
    column(deliveries, delivery => delivery.contentEncoding),
    column(ranges, range => range.first),
    column(ranges, range => range.last),
    JSON.stringify(deliveries.map(delivery => delivery.headers)),
  ];
}

const marks = (count: number) => Array.from({ length: count }, () => '?');

/**
 * Stores a group by one statement, a transaction of its own: keys, events,
 * deliveries, bodies. Nearly every group is one of new, accepted deliveries.
 * `undefined`, with nothing stored, when it is not: a key is known, a delivery
 * is rejected, or the events do not fit one statement.
 */
export async function storeNewGroup(
  knex: Knex,
  connection: PooledConnection,
  deliveries: NewDelivery[],
  eventLog: Pick<EventLogService, 'statement'>,
): Promise<StoreOutcome[] | undefined> {
  if (!deliveries.every(isPlain) || !keysDiffer(deliveries)) return undefined;
  const events: NewEvent[] = deliveries.flatMap(({ reading }) =>
    reading.events.map(({ event }) => event),
  );
  const append = eventLog.statement(events);
  if (!append && events.length > 0) return undefined;

  const bodies = bodyColumns(deliveries);
  const columns = [
    ...deliveryColumns(deliveries),
    ...bodies.columns,
    bodies.bytes,
  ];
  const keyed = deliveries.filter(({ key }) => key !== undefined);
  const positions = append
    ? `array(select position from ${append.sql} as position)`
    : `'{}'::bigint[]`;
  try {
    const { rows } = await knex
      .raw<{ rows: { stored: boolean | null }[] }>(
        // Of the two branches Postgres runs one only.
        `select case when not any_key_known(?, ?)
           then store_deliveries(${positions}, ${marks(columns.length)})
         end as stored`,
        [
          column(keyed, delivery => delivery.source),
          column(keyed, delivery => delivery.key?.value),
          ...(append?.bindings ?? []),
          ...columns,
        ] as Knex.RawBinding[],
      )
      .connection(connection)
      .options({
        name: append ? 'ingest-store-events' : 'ingest-store-no-events',
      });
    if (!rows[0].stored) return undefined;
  } catch (error) {
    if (isRepeat(error)) return undefined;
    throw error;
  }
  append?.committed();
  return deliveries.map(({ receipt, reading }) => ({
    kind: 'new',
    receipt,
    status: 'accepted',
    events: reading.events.length,
  }));
}
