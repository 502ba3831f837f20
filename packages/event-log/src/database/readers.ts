import { Knex } from 'knex';

/** What a consumer asks about itself at the start of every step. */
export interface ReaderRow {
  state: 'running' | 'stopped' | 'rebuilding';
  rebuildId?: string;
  /** Somebody asked for at least one dead letter to be tried again. */
  replayWaiting: boolean;
}

/** Makes a consumer known, so that the status page shows it before it reads. */
export async function registerReader(
  knex: Knex,
  reader: {
    consumer: string;
    plugin: string;
    schemaName: string;
    rebuildable: boolean;
  },
): Promise<void> {
  await knex.raw(
    `INSERT INTO log.reader (consumer, plugin, schema_name, position, rebuildable)
     VALUES (?, ?, ?, 0, ?)
     ON CONFLICT (consumer) DO UPDATE SET plugin = excluded.plugin,
       schema_name = excluded.schema_name, rebuildable = excluded.rebuildable`,
    [reader.consumer, reader.plugin, reader.schemaName, reader.rebuildable],
  );
}

/** @see ReaderRow */
export async function readReader(
  knex: Knex,
  consumer: string,
): Promise<ReaderRow> {
  const result = await knex.raw<{
    rows: Array<{
      state: ReaderRow['state'];
      rebuild_id: string | null;
      replay_waiting: boolean;
    }>;
  }>(
    `SELECT r.state, r.rebuild_id, EXISTS (
       SELECT 1 FROM log.dead_letter d
       WHERE d.consumer = r.consumer AND d.replay_requested
     ) AS replay_waiting
     FROM log.reader r WHERE r.consumer = ?`,
    [consumer],
  );
  const row = result.rows[0];
  if (!row) throw new Error(`log.reader has no row for ${consumer}`);
  return {
    state: row.state,
    rebuildId: row.rebuild_id ?? undefined,
    replayWaiting: row.replay_waiting,
  };
}

/** Stops a consumer. A rebuild under way is given up with it. */
export async function stopReader(
  tx: Knex,
  consumer: string,
  reason: string,
): Promise<void> {
  await tx.raw(
    `UPDATE log.reader SET state = 'stopped', reason = ?, rebuild_id = NULL
     WHERE consumer = ?`,
    [reason, consumer],
  );
}

/** Lets a stopped consumer go on from where it stands. */
export async function restartReader(
  knex: Knex,
  consumer: string,
): Promise<boolean> {
  const result = await knex.raw<{ rows: unknown[] }>(
    `UPDATE log.reader SET state = 'running', reason = NULL, letters_in_a_row = 0
     WHERE consumer = ? AND state = 'stopped' RETURNING 1`,
    [consumer],
  );
  return result.rows.length > 0;
}

/** Asks for a rebuild; one that is under way goes on. */
export async function requestRebuild(
  knex: Knex,
  consumer: string,
): Promise<boolean> {
  const result = await knex.raw<{ rows: unknown[] }>(
    `UPDATE log.reader SET state = 'rebuilding', reason = NULL,
       letters_in_a_row = 0, rebuild_id = coalesce(rebuild_id, gen_random_uuid())
     WHERE consumer = ? AND rebuildable RETURNING 1`,
    [consumer],
  );
  return result.rows.length > 0;
}

/** Ends a rebuild; with a reason when it did not come to its end. */
export async function endRebuild(
  tx: Knex,
  options: { consumer: string; rebuildId: string; reason?: string },
): Promise<void> {
  await tx.raw(
    `UPDATE log.reader SET state = 'running', reason = ?, rebuild_id = NULL
     WHERE consumer = ? AND rebuild_id = ?`,
    [options.reason ?? null, options.consumer, options.rebuildId],
  );
}
