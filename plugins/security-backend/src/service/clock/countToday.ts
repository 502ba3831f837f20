import { recordDay } from '../../database/settle/entityCounts';
import { loadScannedEntities } from '../../database/scannedEntities';
import { forgetMarks } from '../../database/settledMarks';
import { ClockDeps, perRun } from './clockDeps';

/** Seconds behind the log, from which the tables do not tell today. */
const tooFarBehind = 60;

/**
 * Counts today for every entity that was ever scanned. It may be done again, and by
 * several at once: a day is written over until it is past, then never again. While
 * scans wait to be read nothing is counted: today would close the days they tell of.
 */
export async function countToday({
  reader,
}: Pick<ClockDeps, 'reader'>): Promise<void> {
  await forgetMarks(reader.knex);
  const lag = await reader.lag();
  if (lag.stopped || lag.seconds > tooFarBehind) return;
  const refs = (await loadScannedEntities(reader.knex)).sort();
  for (let at = 0; at < refs.length; at += perRun) {
    await reader.knex.transaction(tx =>
      recordDay(tx, refs.slice(at, at + perRun), reader.now()),
    );
  }
}
