import { LoggerService } from '@backstage/backend-plugin-api';
import {
  comparePositions,
  EventLogAdminService,
  EventLogService,
  Position,
} from '@quarterdeck/plugin-ingest-node';
import knexFactory, { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { dropOldPartitions, ensurePartitions } from '../database/partitions';
import { EventLogSettings, eventLogSettings } from '../eventLogSettings';
import { createAdminEventLog } from '../service/adminEventLog';
import { Log, LogMetrics, openLog } from '../service/log';
import {
  createPluginEventLog,
  PluginEventLog,
} from '../service/pluginEventLog';

const DRAIN_TIMEOUT_MS = 120_000;

const silentLogger: LoggerService = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLogger,
};

/** A plugin that uses the log in a test. */
export interface TestPlugin {
  /** What the plugin would get from `eventLogServiceRef`. */
  eventLog: EventLogService;
  /** A pool whose search path is the plugin's schema, as in the portal. */
  knex: Knex;
}

/** @see createTestEventLog */
export interface TestEventLog {
  /** The plugin's view of the log. Makes its schema; one object per plugin. */
  forPlugin(pluginId: string): Promise<TestPlugin>;
  admin: EventLogAdminService;
  /** Starts all registered consumers, and those registered later at once. */
  startConsumers(): void;
  /**
   * Waits until a consumer has read all that was committed when this was
   * called. Fails when it is stopped or takes more than half a minute.
   */
  drain(consumer: string): Promise<void>;
  /** Waits until a rebuild asked for by `admin.rebuildReader` is over. */
  rebuilt(consumer: string): Promise<void>;
  /** Drops partitions whose events were all recorded before this time. */
  dropPartitions(olderThan: Date): Promise<number>;
  /** Stops the consumers and closes every pool this made. */
  stop(): Promise<void>;
}

/** Options of {@link createTestEventLog}. */
export interface TestEventLogOptions {
  /** An empty database, or one where another instance made the log already. */
  connectionString: string;
  settings?: Partial<EventLogSettings>;
  logger?: LoggerService;
  metrics?: LogMetrics;
  /** Only for the test that shows why the horizon is needed. */
  readHorizon?: Log['readHorizon'];
}

/** The log without a backend: what tests of projectors and of the door need. */
export async function createTestEventLog(
  options: TestEventLogOptions,
): Promise<TestEventLog> {
  const { connectionString } = options;
  const pool = (searchPath: string[]) =>
    knexFactory({
      client: 'pg',
      connection: connectionString,
      searchPath,
      pool: { min: 0, max: 5 },
      // Tests that break connections on purpose should not fill the console.
      log: { warn() {}, error() {}, debug() {}, deprecate() {} },
    });
  const logKnex = pool(['log']);
  const log = await openLog({
    knex: logKnex,
    logger: options.logger ?? silentLogger,
    settings: eventLogSettings({ pollIntervalMs: 200, ...options.settings }),
    metrics: options.metrics,
    readHorizon: options.readHorizon,
  });
  const admin = createAdminEventLog(log);
  const plugins = new Map<string, Promise<TestPlugin>>();
  const views: PluginEventLog[] = [];
  const pools: Knex[] = [logKnex];
  let started = false;

  const makePlugin = async (pluginId: string): Promise<TestPlugin> => {
    await logKnex.raw('CREATE SCHEMA IF NOT EXISTS ??', [pluginId]);
    const knex = pool([pluginId]);
    pools.push(knex);
    const view = createPluginEventLog(log, {
      pluginId,
      getKnex: async () => knex,
    });
    views.push(view);
    if (started) view.start();
    return { eventLog: view.service, knex };
  };

  const waitFor = async (
    consumer: string,
    what: string,
    done: (reader: { position: Position; state: string }) => boolean,
  ) => {
    const deadline = Date.now() + DRAIN_TIMEOUT_MS;
    for (;;) {
      const { readers } = await admin.status();
      const reader = readers.find(one => one.consumer === consumer);
      if (!reader) throw new Error(`There is no consumer ${consumer}`);
      if (done(reader)) return;
      if (reader.state === 'stopped') {
        throw new Error(`${consumer} is stopped: ${reader.stateReason}`);
      }
      if (Date.now() > deadline) {
        throw new Error(
          `${consumer} did not ${what} in time; it is ${reader.state} at ${reader.position}`,
        );
      }
      await sleep(10);
    }
  };

  return {
    admin,
    forPlugin(pluginId) {
      const known = plugins.get(pluginId) ?? makePlugin(pluginId);
      plugins.set(pluginId, known);
      return known;
    },
    startConsumers() {
      started = true;
      for (const view of views) view.start();
    },
    async drain(consumer) {
      const target = await admin.horizon();
      await waitFor(
        consumer,
        `reach ${target}`,
        reader => comparePositions(reader.position, target) >= 0,
      );
    },
    rebuilt: consumer =>
      waitFor(
        consumer,
        'end its rebuild',
        reader => reader.state !== 'rebuilding',
      ),
    async dropPartitions(olderThan) {
      await ensurePartitions(logKnex, log.settings.partitionSize);
      return (await dropOldPartitions(logKnex, olderThan)).length;
    },
    async stop() {
      await Promise.all(views.map(view => view.stop()));
      await log.stop();
      await Promise.all(pools.map(one => one.destroy()));
    },
  };
}
