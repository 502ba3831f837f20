import { Position } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import { readExtent } from './partitions';

/** Makes the table of positions in the schema of this connection. */
export async function ensurePositionTable(tx: Knex): Promise<void> {
  await tx.raw(`
    CREATE TABLE IF NOT EXISTS log_position (
      consumer text PRIMARY KEY,
      position bigint NOT NULL,
      rebuild_id uuid,
      moved_at timestamptz NOT NULL DEFAULT now()
    ) WITH (fillfactor = 50)
  `);
}

/**
 * Puts a consumer at the beginning of what the log still keeps, unless it has a
 * place already.
 */
export async function ensurePosition(
  tx: Knex,
  consumer: string,
  rebuildId?: string,
): Promise<void> {
  const { oldest } = await readExtent(tx);
  await tx.raw(
    `INSERT INTO log_position (consumer, position, rebuild_id)
     VALUES (?, ?::bigint - 1, ?) ON CONFLICT (consumer) DO NOTHING`,
    [consumer, oldest, rebuildId ?? null],
  );
}

/**
 * Locks the position for this transaction. `undefined` when somebody else
 * holds it: then that one does the work.
 */
export async function claimPosition(
  tx: Knex.Transaction,
  consumer: string,
): Promise<Position | undefined> {
  const result = await tx.raw<{ rows: Array<{ position: string }> }>(
    `SELECT position FROM log_position WHERE consumer = ?
     FOR UPDATE SKIP LOCKED`,
    [consumer],
  );
  return result.rows[0]?.position;
}

/** Moves the position and, in the same round trip, what the status page reads. */
export async function movePosition(
  tx: Knex.Transaction,
  options: { consumer: string; position: Position; applied: boolean },
): Promise<void> {
  const { consumer, position, applied } = options;
  await tx.raw(
    `WITH moved AS (
       UPDATE log_position SET position = ?, moved_at = now() WHERE consumer = ?
     )
     UPDATE log.reader SET position = ?,
       applied_at = CASE WHEN ? THEN now() ELSE applied_at END,
       letters_in_a_row = CASE WHEN ? THEN 0 ELSE letters_in_a_row END
     WHERE consumer = ?`,
    [position, consumer, position, applied, applied, consumer],
  );
}
