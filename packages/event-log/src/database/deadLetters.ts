import {
  AnyLogEvent,
  DeadLetter,
  Position,
} from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import { eventColumns, StoredEvent, toLogEvent } from './readEvents';

/**
 * Sets an event aside in the consumer's transaction. Answers how many events
 * the consumer has now set aside without one success between them.
 */
export async function writeDeadLetter(
  tx: Knex.Transaction,
  letter: {
    consumer: string;
    position: Position;
    error: string;
    inRebuild: boolean;
  },
): Promise<number> {
  const { consumer, position, error, inRebuild } = letter;
  await tx.raw(
    `INSERT INTO log.dead_letter
       (consumer, position, in_rebuild, error, tries, failed_at)
     VALUES (?, ?, ?, ?, 1, now())
     ON CONFLICT (consumer, position, in_rebuild) DO UPDATE SET
       error = excluded.error, tries = log.dead_letter.tries + 1,
       failed_at = now(), replay_requested = false`,
    [consumer, position, inRebuild, error],
  );
  if (inRebuild) return 0;
  const result = await tx.raw<{ rows: Array<{ letters_in_a_row: number }> }>(
    `UPDATE log.reader SET letters_in_a_row = letters_in_a_row + 1
     WHERE consumer = ? RETURNING letters_in_a_row`,
    [consumer],
  );
  return result.rows[0]?.letters_in_a_row ?? 0;
}

/** The oldest letter of a consumer that somebody asked to have tried again. */
export async function nextReplay(
  tx: Knex.Transaction,
  consumer: string,
): Promise<{ id: string; event: AnyLogEvent } | undefined> {
  const result = await tx.raw<{
    rows: Array<StoredEvent & { letter_id: string }>;
  }>(
    `SELECT d.id AS letter_id, ${eventColumns}
     FROM log.dead_letter d JOIN log.event e ON e.position = d.position
     WHERE d.consumer = ? AND d.replay_requested AND NOT d.in_rebuild
     ORDER BY d.position LIMIT 1 FOR UPDATE OF d SKIP LOCKED`,
    [consumer],
  );
  const row = result.rows[0];
  return row && { id: row.letter_id, event: toLogEvent(row) };
}

/** Ends a replay: the letter goes, or stays with the newer error. */
export async function settleReplay(
  tx: Knex.Transaction,
  id: string,
  error: string | undefined,
): Promise<void> {
  if (error === undefined) {
    await tx.raw('DELETE FROM log.dead_letter WHERE id = ?', [id]);
    return;
  }
  await tx.raw(
    `UPDATE log.dead_letter SET error = ?, tries = tries + 1,
       failed_at = now(), replay_requested = false WHERE id = ?`,
    [error, id],
  );
}

/** Marks a letter for its consumer. `false` when there is no such letter. */
export async function requestReplay(knex: Knex, id: string): Promise<boolean> {
  if (!/^\d{1,18}$/.test(id)) return false;
  const result = await knex.raw<{ rows: unknown[] }>(
    `UPDATE log.dead_letter SET replay_requested = true
     WHERE id = ? AND NOT in_rebuild RETURNING 1`,
    [id],
  );
  return result.rows.length > 0;
}

/** What a rebuild set aside replaces what the old tables had set aside. */
export async function adoptRebuiltLetters(
  tx: Knex.Transaction,
  consumer: string,
): Promise<void> {
  await tx.raw(
    'DELETE FROM log.dead_letter WHERE consumer = ? AND NOT in_rebuild',
    [consumer],
  );
  await tx.raw(
    'UPDATE log.dead_letter SET in_rebuild = false WHERE consumer = ?',
    [consumer],
  );
}

/** Forgets the letters of a rebuild that starts afresh or was given up. */
export async function dropRebuildLetters(
  tx: Knex,
  consumer: string,
): Promise<void> {
  await tx.raw(
    'DELETE FROM log.dead_letter WHERE consumer = ? AND in_rebuild',
    [consumer],
  );
}

/** Newest first; `before` is the id of the last one seen. */
export async function listDeadLetters(
  knex: Knex,
  options: { consumer?: string; limit: number; before?: string },
): Promise<DeadLetter[]> {
  const result = await knex.raw<{
    rows: Array<
      StoredEvent & {
        letter_id: string;
        consumer: string;
        error: string;
        tries: number;
        failed_at: Date;
        replay_requested: boolean;
      }
    >;
  }>(
    `SELECT d.id AS letter_id, d.consumer, d.error, d.tries, d.failed_at,
       d.replay_requested, ${eventColumns}
     FROM log.dead_letter d JOIN log.event e ON e.position = d.position
     WHERE NOT d.in_rebuild
       AND (?::text IS NULL OR d.consumer = ?)
       AND (?::bigint IS NULL OR d.id < ?::bigint)
     ORDER BY d.id DESC LIMIT ?`,
    [
      options.consumer ?? null,
      options.consumer ?? null,
      options.before ?? null,
      options.before ?? null,
      options.limit,
    ],
  );
  return result.rows.map(row => ({
    id: row.letter_id,
    consumer: row.consumer,
    event: toLogEvent(row),
    error: row.error,
    tries: row.tries,
    failedAt: row.failed_at,
    replayRequested: row.replay_requested,
  }));
}
