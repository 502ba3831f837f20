import { Knex } from 'knex';

/** Notes in an area's `projection_freshness` how new the newest applied event is. */
export async function recordFreshness(
  tx: Knex,
  lastRecordedAt: Date,
): Promise<void> {
  await tx.raw(
    `INSERT INTO projection_freshness (applied_at, last_recorded_at)
     VALUES (now(), ?)
     ON CONFLICT (only_row) DO UPDATE SET applied_at = excluded.applied_at,
       last_recorded_at = greatest(projection_freshness.last_recorded_at, excluded.last_recorded_at)`,
    [lastRecordedAt],
  );
}

/** When events were applied last; `undefined` when none ever were. */
export async function readFreshness(
  knex: Knex,
): Promise<{ appliedAt: Date; lastRecordedAt: Date } | undefined> {
  const result = await knex.raw<{
    rows: { applied_at: Date; last_recorded_at: Date }[];
  }>('SELECT applied_at, last_recorded_at FROM projection_freshness');
  const row = result.rows[0];
  return (
    row && { appliedAt: row.applied_at, lastRecordedAt: row.last_recorded_at }
  );
}
