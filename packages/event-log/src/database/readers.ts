import { Knex } from 'knex';

/** What a consumer asks about itself at the start of every step. */
export interface ReaderRow {
  state: 'running' | 'stopped' | 'rebuilding';
  rebuildId?: string;
  /** Somebody asked for at least one dead letter to be tried again. */
  replayWaiting: boolean;
}

/**
 * Makes a consumer known, so that the status page shows it before it reads. The
 * version its projector wants only rises: in a rolling upgrade an old replica
 * may register after a new one.
 */
export async function registerReader(
  knex: Knex,
  reader: {
    consumer: string;
    plugin: string;
    schemaName: string;
    rebuildable: boolean;
    /** Of its projector. */
    version: number;
  },
): Promise<void> {
  await knex.raw(
    `INSERT INTO log.reader (consumer, plugin, schema_name, position,
       rebuildable, projection_version, wanted_version)
     VALUES (?, ?, ?, 0, ?, ?, ?)
     ON CONFLICT (consumer) DO UPDATE SET plugin = excluded.plugin,
       schema_name = excluded.schema_name, rebuildable = excluded.rebuildable`,
    [
      reader.consumer,
      reader.plugin,
      reader.schemaName,
      reader.rebuildable,
      reader.version,
      reader.version,
    ],
  );
}

/**
 * Begins a rebuild when the tables were made by an older projector, also one
 * under way that an older process began. A stopped reader waits for a person.
 * @returns whether that is so.
 */
export async function rebuildOutdated(
  tx: Knex,
  reader: { consumer: string; version: number },
): Promise<boolean> {
  const result = await tx.raw<{ rows: unknown[] }>(
    `UPDATE log.reader SET state = 'rebuilding', letters_in_a_row = 0,
       rebuild_id = CASE WHEN wanted_version = :version
         THEN coalesce(rebuild_id, gen_random_uuid())
         ELSE gen_random_uuid() END,
       wanted_version = :version,
       reason = 'Its tables were made by an older version of the portal.'
     WHERE consumer = :consumer AND rebuildable AND state <> 'stopped'
       AND projection_version < :version AND wanted_version <= :version
     RETURNING 1`,
    reader,
  );
  if (result.rows.length > 0) return true;
  await tx.raw(
    `UPDATE log.reader SET wanted_version = greatest(wanted_version, :version)
     WHERE consumer = :consumer`,
    reader,
  );
  return false;
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
    `UPDATE log.reader SET state = 'running', reason = :reason,
       rebuild_id = NULL, projection_version = CASE
         WHEN :reason::text IS NULL THEN wanted_version
         ELSE projection_version END
     WHERE consumer = :consumer AND rebuild_id = :rebuildId`,
    { ...options, reason: options.reason ?? null },
  );
}
