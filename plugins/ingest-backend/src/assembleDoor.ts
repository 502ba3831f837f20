import { Knex } from 'knex';
import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import {
  EventLogAdminService,
  EventLogService,
  HistorySource,
  WebhookProvider,
} from '@quarterdeck/plugin-ingest-node';
import {
  createAuditLog,
  EntityIndex,
  migrateUnderLock,
} from '@quarterdeck/plugin-portal-node';
import { createHistoryFetcher } from './backfill/createHistoryFetcher';
import { historyPlaces } from './backfill/historyPlaces';
import {
  dropOldDeliveryPartitions,
  forgetOldKeysAndMinutes,
  makeDeliveryPartitions,
} from './database/deliveryPartitions';
import { storeGroup } from './database/storeGroup';
import { storeNewGroup } from './database/storeNewGroup';
import { withConnection } from './database/withConnection';
import {
  addReportChunk,
  beginReport,
  failReport,
  failStaleReports,
  finishReport,
} from './database/streamedReport';
import { writeCounts } from './database/writeCounts';
import { HookReceiver } from './http/hookFastPath';
import { PageDeps } from './http/pageDeps';
import { BodyBudget } from './http/readBody';
import { createHookReceiver } from './http/receiveHook';
import { ReportStore } from './http/receiveReports';
import { createBodyVault } from './service/bodyVault';
import {
  CatalogFollower,
  createCatalogFollower,
} from './service/catalogFollower';
import { createClaims } from './service/claims';
import { NewDelivery, StoreOutcome } from './service/delivery';
import { createDoorDesk, DoorDesk } from './service/doorDesk';
import { createDoorSources } from './service/doorSources';
import { createGroupCommit } from './service/groupCommit';
import { IngestConfig } from './service/ingestConfig';
import { createFailureLimit } from './service/rateLimit';
import { receiptFloor } from './service/receipt';
import { createSourceCounters } from './service/sourceCounters';

/** Everything behind the routes of the door. */
export interface Door {
  desk: DoorDesk;
  budget: BodyBudget;
  receiveHook: HookReceiver;
  reports: ReportStore;
  page: PageDeps;
  follower: CatalogFollower;
  /** Makes partitions ahead, drops what is past its time. */
  keepAndDrop(): Promise<void>;
  /** Writes the counts of before now; tests use it. */
  flushCounts(): Promise<void>;
  stop(): Promise<void>;
}

const dayMs = 86_400_000;
const claimPollMs = 3000;
const staleReportMs = 3_600_000;
const budgetBytes = 256 * 1024 * 1024;

/** Makes the tables and joins the parts of the door. */
export async function assembleDoor(options: {
  config: IngestConfig;
  knex: Knex;
  migrations: string;
  eventLog: EventLogService;
  logAdmin: EventLogAdminService;
  entities: EntityIndex;
  providers: readonly WebhookProvider[];
  /** How history of a kind is fetched. */
  histories?: readonly HistorySource[];
  /** Pause after the first failed call for history; tests shorten it. */
  historyRetryMs?: number;
  auditor: AuditorService;
  logger: LoggerService;
  changed(): void;
}): Promise<Door> {
  const { config, knex, eventLog, entities, logger, changed } = options;
  await migrateUnderLock(knex, { directory: options.migrations });
  await makeDeliveryPartitions(knex, new Date());
  const audit = createAuditLog({ knex, pluginId: 'ingest' });
  await audit.migrate();

  const claims = createClaims({ knex, eventLog, entities, audit });
  await claims.refresh();
  const sources = createDoorSources({
    sources: config.sources,
    providers: options.providers,
    entities,
    claimedEntity: claims.entityOf,
  });
  for (const { config: source, provider } of sources.values()) {
    if (source.secrets.length === 0 && source.tokenSubjects.length === 0) {
      logger.warn(
        `The source "${source.id}" has no secret and no token subject: everything it sends is refused.`,
      );
    }
    if (!provider && source.secrets.length > 0) {
      logger.warn(
        `The source "${source.id}" has secrets, but no module reads the kind "${source.kind}".`,
      );
    }
  }

  const vault = createBodyVault(config.bodyKeys);
  const groupCommit = createGroupCommit<NewDelivery, StoreOutcome>({
    store: async take => {
      let deliveries: NewDelivery[] = [];
      const outcomes = await withConnection(knex, connection => {
        deliveries = take();
        return storeNewGroup(knex, connection, deliveries, eventLog);
      });
      return (
        outcomes ?? knex.transaction(tx => storeGroup(tx, deliveries, eventLog))
      );
    },
    weight: delivery => 1 + delivery.reading.events.length,
    bytes: delivery =>
      delivery.bytes +
      delivery.chunks.reduce((sum, chunk) => sum + chunk.data.length, 0),
  });
  const counters = createSourceCounters({
    write: (minutes, unclaimed) => writeCounts(knex, minutes, unclaimed),
    othersTook: (source, taken) => sources.get(source)?.bucket.drain(taken),
    onError: error => logger.debug(`Counts wait for the database: ${error}`),
  });
  const follower = createCatalogFollower({
    ...options,
    sources,
    claims,
    audit,
  });
  const desk = createDoorDesk({
    sources,
    vault,
    logger,
    keepKeysDays: config.keepKeysDays,
    groupCommit,
    counters,
    decided: (source, reading) => follower.decided(source, reading),
    changed,
  });
  const places = historyPlaces(sources, options.histories ?? []);
  const fetcher = createHistoryFetcher({
    knex,
    desk,
    places,
    logger,
    changed,
    retryBaseMs: options.historyRetryMs ?? 2000,
    pollMs: options.historyRetryMs ?? 2000,
  });
  const budget: BodyBudget = { held: 0, max: budgetBytes };
  const claimPoll = setInterval(() => {
    claims
      .refresh()
      .then(() => follower.look())
      .catch(error => logger.debug(`Claims wait for the database: ${error}`));
  }, claimPollMs);
  claimPoll.unref();

  return {
    desk,
    budget,
    follower,
    receiveHook: createHookReceiver({
      desk,
      failures: createFailureLimit(),
      budget,
    }),
    reports: {
      begin: report => beginReport(knex, report),
      add: (receipt, chunk, bytes) =>
        addReportChunk(knex, receipt, chunk, bytes),
      finish: delivery => finishReport(knex, delivery, eventLog),
      fail: report => failReport(knex, report),
    },
    page: {
      knex,
      sources,
      vault,
      claims,
      eventLog,
      logAdmin: options.logAdmin,
      audit,
      auditor: options.auditor,
      keepBodiesDays: config.keepBodiesDays,
      history: { places, wake: () => fetcher.wake() },
      changed,
    },
    flushCounts: () => counters.flush(),
    async keepAndDrop() {
      const now = new Date();
      const olderThan = new Date(now.getTime() - config.keepBodiesDays * dayMs);
      await makeDeliveryPartitions(knex, now);
      const dropped = await dropOldDeliveryPartitions(knex, olderThan);
      if (dropped.length > 0) {
        logger.info(
          `Dropped deliveries past their time: ${dropped.join(', ')}`,
        );
      }
      await forgetOldKeysAndMinutes(knex, { now, minutesBefore: olderThan });
      await failStaleReports(
        knex,
        receiptFloor(new Date(now.getTime() - staleReportMs)),
      );
    },
    async stop() {
      clearInterval(claimPoll);
      await fetcher.stop();
      groupCommit.stop();
      await counters.stop();
    },
  };
}
