import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import { countMarks, servedSchema } from '../database/freshSamples';
import { projectBatch } from '../projector';
import { SettingsOf } from './computeInTurn';
import { recomputeDirty } from './recompute';
import { isForAll } from './recomputeAll';

/** Most events in one batch. */
export const batchSize = 5000;

/**
 * Applies a batch, and computes what it touched in the same transaction. After
 * a full one more is to come: while two years of history are read, a service
 * is computed once and not with every batch. Where most are marked, as when
 * formulas change, a batch does not wait for all of them: they are computed
 * beside it.
 *
 * @param served the schema that serves; tables of another one, which the log
 *   rebuilds, must be whole at the end of a batch
 */
export async function applyBatch(
  batch: readonly AnyLogEvent[],
  tx: Knex,
  settingsOf: SettingsOf,
  served?: string,
): Promise<void> {
  await projectBatch(batch, tx);
  if (batch.length >= batchSize) return;
  if (served !== undefined && (await servedSchema(tx)) === served) {
    const { marked, known } = await countMarks(tx);
    if (isForAll(marked, known)) return;
  }
  await recomputeDirty(tx, settingsOf);
}
