import { Knex } from 'knex';
import { EnvironmentTier } from '@quarterdeck/plugin-pipelines-common';

/** A stop for deployments, as it is kept. */
export interface FreezeRow {
  id: string;
  scope: 'entity' | 'system' | 'domain' | 'all';
  scope_ref: string | null;
  environments: string[];
  tiers: EnvironmentTier[];
  from_at: Date;
  to_at: Date;
  reason: string;
  created_by: string;
  created_at: Date;
  updated_by: string | null;
  updated_at: Date | null;
}

/** Freezes that hold at some time of a range, the next to begin last. */
export async function loadFreezes(
  knex: Knex,
  range: { from: Date; to?: Date },
): Promise<FreezeRow[]> {
  const result = await knex.raw<{ rows: FreezeRow[] }>(
    `SELECT * FROM freeze_window
     WHERE to_at > ? AND (?::timestamptz IS NULL OR from_at < ?)
     ORDER BY from_at, id LIMIT 1000`,
    [range.from, range.to ?? null, range.to ?? null],
  );
  return result.rows;
}

/** The freeze with this id, locked until the transaction ends. */
export async function lockFreeze(
  tx: Knex.Transaction,
  id: string,
): Promise<FreezeRow | undefined> {
  const result = await tx.raw<{ rows: FreezeRow[] }>(
    'SELECT * FROM freeze_window WHERE id = ? FOR UPDATE',
    [id],
  );
  return result.rows[0];
}

/** Writes a freeze, new or changed. */
export async function writeFreeze(
  tx: Knex.Transaction,
  row: FreezeRow,
): Promise<void> {
  await tx('freeze_window')
    .insert({ ...row })
    .onConflict('id')
    .merge();
}

/** Removes a freeze; the audit record keeps what it was. */
export async function removeFreeze(
  tx: Knex.Transaction,
  id: string,
): Promise<void> {
  await tx('freeze_window').where({ id }).delete();
}
