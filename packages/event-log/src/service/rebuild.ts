import {
  comparePositions,
  ConsumeOptions,
} from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import {
  adoptRebuiltLetters,
  dropRebuildLetters,
  writeDeadLetter,
} from '../database/deadLetters';
import { readBeginning, readExtent } from '../database/partitions';
import { readEvents } from '../database/readEvents';
import { endRebuild, readReader } from '../database/readers';
import {
  claimRebuild,
  dropAbandonedRebuild,
  dropRebuildSchema,
  enterRebuildSchema,
  lockRebuilds,
  makeIndexes,
  moveRebuildPosition,
  prepareRebuildSchema,
  readServedPosition,
  swapTables,
} from '../database/rebuildSchema';
import { applyBatch, BatchFailure } from './applyBatch';
import { BatchLimit } from './batchLimit';
import {
  ConsumingPlugin,
  DEFAULT_BATCH_SIZE,
  SCAN_LIMIT,
} from './consumingPlugin';
import { databaseFault } from './databaseFault';
import { Log } from './log';
import { createPause } from './pause';
import { ReadAhead } from './readAhead';

const RETRY_MS = 500;

/** Events that the last transaction may still apply while readers wait. */
const LAST_BATCH = 10_000;

type RebuildStep = 'again' | 'wait' | 'caughtUp' | 'done';

/**
 * Fills a second schema from position zero while the old tables serve, then
 * swaps the tables when both stand at the same position. Any replica may do a
 * step; the position row in the second schema says whose turn it is and where a
 * killed rebuild goes on. Sends nothing: what `handle` returns is not appended.
 */
export async function runRebuild(
  log: Log,
  plugin: ConsumingPlugin,
  options: ConsumeOptions,
  control: { rebuildId: string; signal: AbortSignal },
): Promise<void> {
  const { rebuildId, signal } = control;
  const { projection, consumer } = options;
  if (!projection) return;
  const { schema, knex } = plugin;
  const limit = new BatchLimit(options.batchSize ?? DEFAULT_BATCH_SIZE);
  const readAhead = new ReadAhead(knex);
  const pause = createPause(signal);
  let lettersInARow = 0;

  const inRebuildSchema = (
    step: (tx: Knex.Transaction) => Promise<RebuildStep>,
  ) =>
    knex.transaction(
      async tx => {
        await enterRebuildSchema(tx, schema);
        // A step that a crash takes back is done again.
        await tx.raw('SET LOCAL synchronous_commit = off');
        return step(tx);
      },
      { isolationLevel: 'read committed' },
    );

  const prepare = () =>
    knex.transaction(async (tx): Promise<RebuildStep> => {
      await lockRebuilds(tx, schema);
      const reader = await readReader(tx, consumer);
      if (reader.rebuildId !== rebuildId) {
        await dropAbandonedRebuild(tx, schema, rebuildId);
        return 'done';
      }
      const state = await prepareRebuildSchema(tx, {
        schema,
        consumer,
        rebuildId,
        tables: projection.tables,
        migrationsDirectory: projection.migrationsDirectory,
        readerIndexes: projection.readerIndexes ?? [],
      });
      if (state === 'made') {
        await dropRebuildLetters(tx, consumer);
        await enterRebuildSchema(tx, schema);
        const { oldest, complete } = await readExtent(tx);
        if (!complete) {
          await projection.carryOver?.(tx, schema, {
            position: oldest,
            recordedAt: await readBeginning(tx),
          });
        }
        log.logger.info(`Rebuild of ${consumer} begins`);
      }
      return state === 'taken' ? 'wait' : 'again';
    });

  const applyNext = async (tx: Knex.Transaction): Promise<RebuildStep> => {
    const position = await claimRebuild(tx, { schema, consumer, rebuildId });
    if (position === undefined) return 'wait';
    const served = await readServedPosition(tx, {
      schema,
      consumer,
      lock: false,
    });
    if (comparePositions(position, served) >= 0) {
      // Takes a while, so it is done before the last step makes readers wait.
      const made = await makeIndexes(tx, { schema, tables: projection.tables });
      return made ? 'again' : 'caughtUp';
    }
    const stretch = {
      after: position,
      upTo: served,
      types: options.types,
      limit: limit.current,
      scanLimit: SCAN_LIMIT,
    };
    const { events, scannedTo } = await readAhead.take(tx, stretch);
    const { oldest } = await readExtent(tx);
    if (BigInt(oldest) > BigInt(position) + 1n) {
      // The retention went past the rebuild: what it has not read is gone, and
      // must be carried over.
      await dropRebuildSchema(tx, schema);
      return 'wait';
    }
    if (comparePositions(scannedTo, served) < 0) {
      readAhead.begin({ ...stretch, after: scannedTo });
    }
    const { error } = await applyBatch(log, options, events, tx, {
      append: false,
    });
    const [bad] = events;
    if (error !== undefined && bad) {
      await writeDeadLetter(tx, {
        consumer,
        position: bad.position,
        error,
        inRebuild: true,
      });
      lettersInARow += 1;
      limit.setAside();
    } else {
      if (events.length > 0) lettersInARow = 0;
      limit.succeeded(scannedTo);
    }
    await moveRebuildPosition(tx, { schema, consumer, position: scannedTo });
    return 'again';
  };

  const finish = async (tx: Knex.Transaction): Promise<RebuildStep> => {
    await tx.raw("SET LOCAL lock_timeout = '5s'");
    const position = await claimRebuild(tx, { schema, consumer, rebuildId });
    if (position === undefined) return 'wait';
    const served = await readServedPosition(tx, {
      schema,
      consumer,
      lock: true,
    });
    const { events, scannedTo } = await readEvents(tx, {
      after: position,
      upTo: served,
      types: options.types,
      limit: LAST_BATCH,
      scanLimit: SCAN_LIMIT,
    });
    if (comparePositions(scannedTo, served) < 0) return 'again';
    const { error } = await applyBatch(log, options, events, tx, {
      append: false,
    });
    // Found behind the lock: the ordinary step sets it aside.
    if (error !== undefined) return 'again';
    await swapTables(tx, schema, projection.tables);
    await adoptRebuiltLetters(tx, consumer);
    await endRebuild(tx, { consumer, rebuildId });
    return 'done';
  };

  const giveUp = async (reason: string) => {
    await knex.transaction(async tx => {
      await lockRebuilds(tx, schema);
      await endRebuild(tx, { consumer, rebuildId, reason });
      await dropRebuildLetters(tx, consumer);
      await dropRebuildSchema(tx, schema);
    });
    log.logger.error(`Rebuild of ${consumer} was given up: ${reason}`);
  };

  const work = async () => {
    let prepared = false;
    while (!signal.aborted) {
      let finishing = false;
      try {
        let step: RebuildStep = prepared ? 'again' : await prepare();
        if (step === 'done') return;
        if (step === 'again') step = await inRebuildSchema(applyNext);
        // Another replica may have swapped, or a person stopped the consumer.
        prepared = step !== 'wait';
        if (step === 'caughtUp') {
          finishing = true;
          step = await inRebuildSchema(finish);
          if (step === 'done') {
            log.logger.info(`Rebuild of ${consumer} serves now`);
            return;
          }
        }
        if (lettersInARow >= log.settings.stopAfterDeadLetters) {
          await giveUp(`${lettersInARow} events in a row failed`);
          return;
        }
        if (step === 'wait') await pause.wait(RETRY_MS);
      } catch (error) {
        if (error instanceof BatchFailure) {
          if (!finishing) limit.failed(error.events, error.last);
        } else if (databaseFault(error)) {
          prepared = false;
          log.metrics?.retried(consumer);
          await pause.sleep(RETRY_MS);
        } else {
          await giveUp(`it failed with: ${error}`);
          return;
        }
      }
    }
  };
  await work().finally(() => readAhead.stop());
}
