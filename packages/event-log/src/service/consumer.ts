import {
  AnyLogEvent,
  comparePositions,
  ConsumeOptions,
} from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import {
  nextReplay,
  settleReplay,
  writeDeadLetter,
} from '../database/deadLetters';
import { claimPosition, movePosition } from '../database/logPosition';
import { readEvents } from '../database/readEvents';
import { readReader, stopReader } from '../database/readers';
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
import { runRebuild } from './rebuild';

const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 5000;

/**
 * Steps that catch up begin at most so often. News that comes alone is applied
 * at once; news that comes steadily is applied in batches ten times a second,
 * since a step costs the same eight round trips for one event as for hundreds.
 */
const SHORTEST_STEP_MS = 100;

/** What one step came to. `idle` waits for news, `again` goes on at once. */
interface Step {
  next: 'idle' | 'again';
  applied?: AnyLogEvent[];
  /** The position moved, with or without an event for this consumer. */
  moved?: boolean;
  rebuildId?: string;
}

/** A consumer that works until it is stopped. */
export interface Consumer {
  stop(): Promise<void>;
}

/** Starts the loop that applies the log to one consumer's tables. */
export function startConsumer(
  log: Log,
  plugin: ConsumingPlugin,
  options: ConsumeOptions,
): Consumer {
  const { consumer } = options;
  const limit = new BatchLimit(options.batchSize ?? DEFAULT_BATCH_SIZE);
  const stopping = new AbortController();
  const pause = createPause(stopping.signal);
  const offWake = log.onWake(pause.wake);
  let rebuild: Promise<void> | undefined;
  let faultsInARow = 0;

  const keepRebuilding = (rebuildId: string) => {
    rebuild ??= runRebuild(log, plugin, options, {
      rebuildId,
      signal: stopping.signal,
    })
      .catch(error =>
        log.logger.warn(`Rebuild of ${consumer} will be resumed: ${error}`),
      )
      .finally(() => {
        rebuild = undefined;
      });
  };

  const turn = async () => {
    const startedAt = performance.now();
    try {
      const step = await log.brake.step(
        () =>
          plugin.knex.transaction(tx => takeStep(log, options, limit, tx), {
            isolationLevel: 'read committed',
          }),
        stopping.signal,
      );
      faultsInARow = 0;
      if (step.rebuildId && options.projection) keepRebuilding(step.rebuildId);
      if (step.applied) await tellCommitted(log, options, step.applied);
      if (step.next === 'idle') {
        const rest = startedAt + SHORTEST_STEP_MS - performance.now();
        // Only after work: whoever found nothing may be about to be woken.
        if (step.moved && rest > 0) await pause.sleep(rest);
        await pause.wait(log.settings.pollIntervalMs);
      }
    } catch (error) {
      if (error instanceof BatchFailure) {
        limit.failed(error.events, error.last);
        return;
      }
      if (databaseFault(error) === 'timeout') {
        limit.failed(limit.current, '0');
      }
      faultsInARow += 1;
      log.metrics?.retried(consumer);
      if (stopping.signal.aborted) return;
      const backoff = Math.min(
        LONGEST_BACKOFF_MS,
        FIRST_BACKOFF_MS * 2 ** Math.min(faultsInARow - 1, 10),
      );
      log.logger.warn(
        `Consumer ${consumer} tries again in ${backoff} ms: ${error}`,
      );
      // Not woken by news: a database that is down should be left in peace.
      await pause.sleep(backoff * (0.5 + Math.random() / 2));
    }
  };

  const running = (async () => {
    while (!stopping.signal.aborted) await turn();
  })();

  return {
    async stop() {
      stopping.abort();
      offWake();
      await running;
      await rebuild;
    },
  };
}

/** One transaction: claim, read behind the horizon, apply, move. */
async function takeStep(
  log: Log,
  options: ConsumeOptions,
  limit: BatchLimit,
  tx: Knex.Transaction,
): Promise<Step> {
  const { consumer } = options;
  const position = await claimPosition(tx, consumer);
  const reader = await readReader(tx, consumer);
  const { rebuildId } = reader;
  if (position === undefined) return { next: 'idle', rebuildId };
  if (reader.replayWaiting) {
    const applied = await replay(log, options, tx);
    if (applied) return { next: 'again', applied, rebuildId };
  }
  if (reader.state === 'stopped') return { next: 'idle' };

  const horizon = await log.readHorizon(tx);
  if (comparePositions(horizon, position) <= 0) {
    return { next: 'idle', rebuildId };
  }
  const { events, scannedTo } = await readEvents(tx, {
    after: position,
    upTo: horizon,
    types: options.types,
    limit: limit.current,
    scanLimit: SCAN_LIMIT,
  });
  const { error } = await applyBatch(log, options, events, tx, {
    append: true,
  });
  const [bad] = events;
  if (error !== undefined && bad) {
    await setAside(log, consumer, bad, error, tx);
    limit.setAside();
  } else {
    limit.succeeded(scannedTo);
  }
  const applied = error === undefined && events.length > 0;
  await movePosition(tx, { consumer, position: scannedTo, applied });
  return {
    next: scannedTo === horizon ? 'idle' : 'again',
    applied: applied ? events : undefined,
    moved: true,
    rebuildId,
  };
}

async function replay(
  log: Log,
  options: ConsumeOptions,
  tx: Knex.Transaction,
): Promise<AnyLogEvent[] | undefined> {
  const letter = await nextReplay(tx, options.consumer);
  if (!letter) return undefined;
  const { error } = await applyBatch(log, options, [letter.event], tx, {
    append: true,
  });
  await settleReplay(tx, letter.id, error);
  return error === undefined ? [letter.event] : [];
}

async function setAside(
  log: Log,
  consumer: string,
  event: AnyLogEvent,
  error: string,
  tx: Knex.Transaction,
): Promise<void> {
  const inARow = await writeDeadLetter(tx, {
    consumer,
    position: event.position,
    error,
    inRebuild: false,
  });
  const [firstLine] = error.split('\n');
  log.metrics?.deadLetter(consumer);
  log.logger.warn(
    `Consumer ${consumer} set event ${event.position} (${event.type}) aside: ${firstLine}`,
  );
  if (inARow < log.settings.stopAfterDeadLetters) return;
  const reason = `${inARow} events in a row failed, the last with: ${firstLine}`;
  await stopReader(tx, consumer, reason);
  log.logger.error(`Consumer ${consumer} is stopped: ${reason}`);
}

async function tellCommitted(
  log: Log,
  options: ConsumeOptions,
  events: AnyLogEvent[],
): Promise<void> {
  if (!options.afterCommit || events.length === 0) return;
  try {
    await options.afterCommit(events);
  } catch (error) {
    log.logger.warn(`afterCommit of ${options.consumer} failed: ${error}`);
  }
}
