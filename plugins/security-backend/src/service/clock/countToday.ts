import { recordDay } from '../../database/settle/entityCounts';
import { loadScannedEntities } from '../../database/scannedEntities';
import { forgetMarks } from '../../database/settledMarks';
import { ClockDeps, perRun } from './clockDeps';
import { isCaughtUp } from './isCaughtUp';

/**
 * Counts today for every entity that was ever scanned. It may be done again, and by
 * several at once: a day is written over until it is past, then never again.
 */
export async function countToday({
  reader,
}: Pick<ClockDeps, 'reader'>): Promise<void> {
  await forgetMarks(reader.knex);
  if (!(await isCaughtUp(reader))) return;
  const refs = (await loadScannedEntities(reader.knex)).sort();
  for (let at = 0; at < refs.length; at += perRun) {
    await reader.knex.transaction(tx =>
      recordDay(tx, refs.slice(at, at + perRun), reader.now()),
    );
  }
}
