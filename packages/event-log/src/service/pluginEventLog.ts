import {
  ConsumeOptions,
  EventLogService,
} from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareConsumer } from '../database/prepareConsumer';
import { readRecordLines, readRecords } from '../database/recordChunks';
import { appendEvents, appendStatement } from './appendEvents';
import { Consumer, startConsumer } from './consumer';
import { ConsumingPlugin } from './consumingPlugin';
import { LagWatch } from './lagWatch';
import { Log } from './log';

const LONGEST_STOP_MS = 10_000;

/** The log as one plugin sees it, and the life of its consumers. */
export interface PluginEventLog {
  service: EventLogService;
  /** Starts every registered consumer, and later ones at once. */
  start(): void;
  /** Stops claiming and waits for the batches in hand. */
  stop(): Promise<void>;
}

/** Binds the log to a plugin: its id, and the pool of its schema. */
export function createPluginEventLog(
  log: Log,
  plugin: { pluginId: string; getKnex(): Promise<Knex> },
): PluginEventLog {
  const registered = new Map<
    string,
    { owner: ConsumingPlugin; options: ConsumeOptions }
  >();
  const running = new Map<string, Consumer>();
  const lagWatch = new LagWatch(log.knex);
  let state: 'waiting' | 'started' | 'stopped' = 'waiting';

  const startOne = (consumer: string) => {
    const found = registered.get(consumer);
    if (!found || running.has(consumer)) return;
    running.set(consumer, startConsumer(log, found.owner, found.options));
  };

  return {
    service: {
      append: (events, tx) => appendEvents(log, events, tx),
      statement: events => appendStatement(log, events),
      records: event => readRecords(log.knex, event.position),
      recordLines: event => readRecordLines(log.knex, event.position),
      lag: consumer => lagWatch.lag(consumer),
      async consume(options) {
        if (registered.has(options.consumer)) {
          throw new Error(`Consumer ${options.consumer} is registered twice`);
        }
        const knex = await plugin.getKnex();
        const { schema, outdated } = await prepareConsumer(knex, {
          consumer: options.consumer,
          plugin: plugin.pluginId,
          rebuildable: options.projection !== undefined,
          version: options.projection?.version ?? 1,
        });
        if (outdated) {
          log.logger.info(
            `The tables of ${options.consumer} were made by an older version and are built anew; the old ones serve meanwhile`,
          );
        }
        registered.set(options.consumer, {
          owner: { pluginId: plugin.pluginId, knex, schema },
          options,
        });
        if (state === 'started') startOne(options.consumer);
      },
    },
    start() {
      if (state !== 'waiting') return;
      state = 'started';
      for (const consumer of registered.keys()) startOne(consumer);
    },
    async stop() {
      state = 'stopped';
      const stopped = [...running.values()].map(one => one.stop());
      // With Postgres away a batch waits for a connection as long as knex does;
      // its transaction ends with the process.
      const tired = new AbortController();
      await Promise.race([
        Promise.all(stopped),
        sleep(LONGEST_STOP_MS, undefined, { signal: tired.signal }),
      ]).finally(() => tired.abort());
    },
  };
}
