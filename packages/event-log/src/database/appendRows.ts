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

/** A call of the log's SQL function: a set of positions, in the order of the rows. */
export interface AppendCall {
  sql: string;
  bindings: (string | string[])[];
}

const SQL = 'log.append_events(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';

const pick = (rows: readonly EventRow[], key: keyof EventRow) =>
  rows.map(row => row[key]);

const jsonArray = (rows: readonly EventRow[], key: 'correlation' | 'data') =>
  `[${pick(rows, key).join(',')}]`;

/** The call that announces and inserts, in one round trip. */
export function appendCall(
  rows: readonly EventRow[],
  idleTimeoutMs: number,
): AppendCall {
  return {
    sql: SQL,
    bindings: [
      pick(rows, 'id'),
      pick(rows, 'type'),
      pick(rows, 'subject'),
      pick(rows, 'entityRef'),
      pick(rows, 'occurredAt'),
      pick(rows, 'deliveryId'),
      pick(rows, 'source'),
      pick(rows, 'traceparent'),
      jsonArray(rows, 'correlation'),
      jsonArray(rows, 'data'),
      `${idleTimeoutMs}ms`,
    ],
  };
}

/** Appends the rows. Outside a transaction the statement is its own. */
export async function appendRows(
  knex: Knex,
  rows: readonly EventRow[],
  idleTimeoutMs: number,
): Promise<Position[]> {
  const { sql, bindings } = appendCall(rows, idleTimeoutMs);
  const result = await knex
    .raw<{ rows: Array<{ position: string }> }>(
      `SELECT ${sql} AS position`,
      bindings,
    )
    // A name makes it a prepared statement: parsed once per connection.
    .options({ name: 'quarterdeck-append' });
  return result.rows.map(row => row.position);
}
