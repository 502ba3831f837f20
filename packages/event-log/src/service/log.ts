import { LoggerService } from '@backstage/backend-plugin-api';
import { Position } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import { readHorizon } from '../database/horizon';
import { migrateLog } from '../database/migrateLog';
import { dropExpired, ensurePartitions } from '../database/partitions';
import { EventLogSettings } from '../eventLogSettings';
import { startListener } from './listener';
import { createNotifier, Notifier } from './notifier';
import { createReaderBrake, ReaderBrake } from './readerBrake';

const LOOK_AHEAD_MS = 30_000;
const LOOK_BACK_MS = 60 * 60 * 1000;

/** What the log counts. The process decides where the figures go. */
export interface LogMetrics {
  appended(type: string, events: number): void;
  batch(consumer: string, events: number, seconds: number): void;
  deadLetter(consumer: string): void;
  /** A database fault made a consumer try again. */
  retried(consumer: string): void;
}

/** What the process holds once for the log, whatever plugins use it. */
export interface Log {
  knex: Knex;
  logger: LoggerService;
  settings: EventLogSettings;
  metrics?: LogMetrics;
  notifier: Notifier;
  brake: ReaderBrake;
  /** How far a reader may go; {@link readHorizon} but in the chaos test. */
  readHorizon(tx: Knex): Promise<Position>;
  /** Calls back when there may be something new; answers how to end that. */
  onWake(callback: () => void): () => void;
  stop(): Promise<void>;
}

/** Options of {@link openLog}. */
export interface OpenLogOptions {
  /** A pool of the log's own. It is not closed by `stop`. */
  knex: Knex;
  logger: LoggerService;
  settings: EventLogSettings;
  metrics?: LogMetrics;
  readHorizon?: Log['readHorizon'];
}

/**
 * Makes the log's schema and partitions, then listens and keeps partitions
 * ahead and old ones dropped until it is stopped.
 */
export async function openLog(options: OpenLogOptions): Promise<Log> {
  const { knex, logger, settings } = options;
  await migrateLog(knex);
  await ensurePartitions(knex, settings.partitionSize);

  const wakers = new Set<() => void>();
  const notifier = createNotifier(knex);
  const listener = startListener(knex, () => wakers.forEach(wake => wake()));

  const lookAhead = repeat(LOOK_AHEAD_MS, async () => {
    await ensurePartitions(knex, settings.partitionSize).catch(error =>
      logger.warn(`The log's partitions could not be made ahead: ${error}`),
    );
  });
  const lookBack = repeat(LOOK_BACK_MS, async () => {
    await dropExpired(knex, new Date(Date.now() - settings.retentionMs)).then(
      dropped =>
        dropped.forEach(({ name }) =>
          logger.info(`Dropped log.${name}: past the retention`),
        ),
      error => logger.warn(`Old partitions could not be dropped: ${error}`),
    );
  });

  return {
    knex,
    logger,
    settings,
    metrics: options.metrics,
    notifier,
    brake: createReaderBrake(),
    readHorizon: options.readHorizon ?? readHorizon,
    onWake(callback) {
      wakers.add(callback);
      return () => wakers.delete(callback);
    },
    async stop() {
      await Promise.all([lookAhead(), lookBack()]);
      await notifier.stop();
      await listener.stop();
    },
  };
}

/** Runs the work over and over without overlap; the answer ends it. */
function repeat(intervalMs: number, work: () => Promise<void>) {
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  let stopped = false;
  const schedule = () => {
    timer = setTimeout(() => {
      running = work().finally(() => {
        if (!stopped) schedule();
      });
    }, intervalMs).unref();
  };
  schedule();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
