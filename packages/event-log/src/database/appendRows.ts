import { Position } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';

/**
 * An event as a row, checked and cleaned. JSON columns are text already, and
 * an empty text is an absent one.
 */
export interface EventRow {
  id: string;
  type: string;
  subject: string;
  entityRef: string;
  occurredAt: string;
  correlation: string;
  deliveryId: string;
  source: string;
  traceparent: string;
  data: string;
}

/**
 * Announces and inserts, in one round trip (`log.append_events`). Outside a
 * transaction the statement is its own.
 */
export async function appendRows(
  knex: Knex,
  rows: readonly EventRow[],
  idleTimeoutMs: number,
): Promise<Position[]> {
  const result = await knex.raw<{ rows: Array<{ position: string }> }>(
    'SELECT log.append_events(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS position',
    [
      rows.map(row => row.id),
      rows.map(row => row.type),
      rows.map(row => row.subject),
      rows.map(row => row.entityRef),
      rows.map(row => row.occurredAt),
      rows.map(row => row.correlation),
      rows.map(row => row.deliveryId),
      rows.map(row => row.source),
      rows.map(row => row.traceparent),
      rows.map(row => row.data),
      `${idleTimeoutMs}ms`,
    ],
  );
  return result.rows.map(row => row.position);
}
