import {
  AnyLogEvent,
  ConsumeOptions,
  Position,
} from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import { appendEvents } from './appendEvents';
import { batchSpan } from './batchSpan';
import { cleanText } from './cleanText';
import { databaseFault } from './databaseFault';
import { Log } from './log';

const LONGEST_ERROR = 4000;

/** A batch of several events failed: the transaction is over, halve and retry. */
export class BatchFailure extends Error {
  constructor(
    readonly events: number,
    readonly last: Position,
    cause: unknown,
  ) {
    super(`A batch of ${events} events failed`, { cause });
    this.name = 'BatchFailure';
  }
}

/**
 * Applies events inside the consumer's transaction. Several that fail throw
 * {@link BatchFailure}. One that fails alone answers its error instead: it ran
 * behind a savepoint, so the transaction lives on to set the event aside; and
 * if the database was at fault, going back to the savepoint says so.
 */
export async function applyBatch(
  log: Log,
  options: ConsumeOptions,
  events: AnyLogEvent[],
  tx: Knex.Transaction,
  effects: { append: boolean },
): Promise<{ error?: string }> {
  const last = events.at(-1);
  if (!last) return {};

  const apply = async (inner: Knex.Transaction) => {
    const results = await options.handle(events, inner);
    if (results && effects.append) await appendEvents(log, results, inner);
  };
  const started = performance.now();
  const work = async (): Promise<{ error?: string }> => {
    if (events.length > 1) {
      await apply(tx).catch(error => {
        throw databaseFault(error)
          ? error
          : new BatchFailure(events.length, last.position, error);
      });
      return {};
    }
    try {
      await tx.transaction(apply);
      return {};
    } catch (error) {
      if (databaseFault(error)) throw error;
      await tx.raw('SELECT 1');
      return { error: describe(error) };
    }
  };
  const outcome = await batchSpan(options.consumer, events, work);
  log.metrics?.batch(
    options.consumer,
    events.length,
    (performance.now() - started) / 1000,
  );
  return outcome;
}

function describe(error: unknown): string {
  const text = error instanceof Error ? error.stack ?? error.message : error;
  return cleanText(String(text)).slice(0, LONGEST_ERROR);
}
