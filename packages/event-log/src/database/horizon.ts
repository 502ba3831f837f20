import { Position } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';

/**
 * The newest position up to which nothing can still appear.
 *
 * Two statements, the sequence first and the announcements second: an append
 * announces the sequence's value before it draws numbers, so one that is not
 * among the locks yet draws above the value asked for here. Must run at READ
 * COMMITTED, and the rows be read by a later statement, whose snapshot then
 * holds everything up to the horizon.
 */
export async function readHorizon(knex: Knex): Promise<Position> {
  const head = await readHead(knex);
  const result = await knex.raw<{ rows: Array<{ lowest: string | null }> }>(`
    SELECT min(((classid::bigint & 16777215) << 32) | objid::bigint) AS lowest
    FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1 AND (classid::bigint >> 24) = 113
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  `);
  const lowest = result.rows[0]?.lowest;
  if (lowest === undefined || lowest === null) return head;
  return BigInt(lowest) < BigInt(head) ? lowest : head;
}

/** The highest position drawn so far; whether it is committed is another matter. */
export async function readHead(knex: Knex): Promise<Position> {
  const result = await knex.raw<{ rows: Array<{ last_value: string }> }>(
    'SELECT last_value FROM log.position_seq',
  );
  const head = result.rows[0];
  if (!head) throw new Error('log.position_seq has no row');
  return head.last_value;
}
