import { Knex } from 'knex';

/** Notes how new the newest applied event is. */
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

/** When the newest applied event was recorded; null when none ever was. */
export async function readFreshness(knex: Knex): Promise<Date | null> {
  const result = await knex.raw<{ rows: { last_recorded_at: Date }[] }>(
    'SELECT last_recorded_at FROM projection_freshness',
  );
  return result.rows[0]?.last_recorded_at ?? null;
}
