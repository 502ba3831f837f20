import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import { projectBatch } from '../projector';
import { SettingsOf } from './computeInTurn';
import { recomputeDirty } from './recompute';

/** Most events in one batch. */
export const batchSize = 5000;

/**
 * Applies a batch, and computes what it touched in the same transaction. After
 * a full one more is to come: while two years of history are read, a service
 * is computed once and not with every batch.
 */
export async function applyBatch(
  batch: readonly AnyLogEvent[],
  tx: Knex,
  settingsOf: SettingsOf,
): Promise<void> {
  await projectBatch(batch, tx);
  if (batch.length < batchSize) await recomputeDirty(tx, settingsOf);
}
