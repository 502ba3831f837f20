import { Knex } from 'knex';
import {
  AuthService,
  LoggerService,
  PermissionsService,
  resolvePackagePath,
  UrlReaderService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  EventLogAdminService,
  EventLogService,
} from '@quarterdeck/plugin-ingest-node';
import { createAuditLog } from '@quarterdeck/plugin-portal-node';
import { hastenRequests } from './database/gates/gateRows';
import { GateDesks } from './gateHandlers';
import {
  actingConsumer,
  ActingDeps,
  actingEventTypes,
  actOnEvents,
} from './service/gates/actOnEvents';
import { createFreezeReader } from './service/gates/createFreezeReader';
import {
  deploymentEvidenceReader,
  reportEvidenceReader,
  runEvidenceReader,
} from './service/gates/evidenceReader';
import { securityEvidenceReader } from './service/gates/securityEvidenceReader';
import { createGateCallers } from './service/gates/gateCallers';
import { createGateDesk } from './service/gates/gateDesk';
import {
  evidenceConsumer,
  evidenceEventTypes,
  evidenceTables,
  projectEvidence,
} from './service/gates/projectEvidence';
import { readOutboundConfig } from './service/outbox/outboundConfig';
import { createOutboxWorker } from './service/outbox/outboxWorker';
import { startLoop } from './service/outbox/startLoop';
import { createTellOwner } from './service/outbox/tellOwner';
import { readPolicyConfig } from './service/policies/policyConfig';
import { createPolicyShelf } from './service/policies/policyShelf';
import { Reader } from './service/reader';

/** Gates, policies and the outbox, put together. */
export interface Gates {
  desks: GateDesks;
  /** Registers the two consumers of the log. */
  consume(): Promise<void>;
  /** Looks at gates that are due and sends what is due, until stopped. */
  start(): void;
  stop(): Promise<void>;
  /** Reads the policies of the repositories. */
  readPolicies(options?: { changedOnly?: boolean }): Promise<void>;
}

/** Everything gates are made of; reads the configuration and makes the audit table. */
export async function assembleGates(options: {
  reader: Reader;
  config: Config;
  knex: Knex;
  eventLog: EventLogService;
  logAdmin: Pick<EventLogAdminService, 'horizon'>;
  urlReader: Pick<UrlReaderService, 'readUrl'>;
  auth: Pick<AuthService, 'isPrincipal'>;
  userInfo: UserInfoService;
  permissions: PermissionsService;
  notifications: NotificationService;
  logger: LoggerService;
  changed: () => void;
}): Promise<Gates> {
  const { reader, config, knex, eventLog, logger } = options;
  const { now, index } = reader;
  const outbound = readOutboundConfig(config);
  const audit = createAuditLog({ knex, pluginId: 'pipelines' });
  await audit.migrate();
  const policies = createPolicyShelf({
    knex,
    index,
    configured: readPolicyConfig(config),
    urlReader: options.urlReader,
    logger,
    now,
  });
  const worker = createOutboxWorker({
    knex,
    config: outbound,
    logger,
    now,
    tellOwner: createTellOwner({
      notifications: options.notifications,
      index,
      logger,
    }),
  });
  const outboxLoop = startLoop({
    everyMs: 2000,
    work: () => worker.sendDue(),
    logger,
  });
  const changed = () => {
    options.changed();
    outboxLoop.wake();
  };
  const desk = createGateDesk({
    knex,
    eventLog,
    logAdmin: options.logAdmin,
    readers: [
      runEvidenceReader,
      deploymentEvidenceReader,
      reportEvidenceReader,
      securityEvidenceReader,
    ],
    freezes: createFreezeReader(index),
    policies,
    outbound,
    audit,
    logger,
    now,
    changed,
    catchUpMs: 5000,
    pollMs: 1000,
    graceSeconds:
      config.getOptionalNumber('pipelines.gates.settleSeconds') ?? 120,
  });
  const gateLoop = startLoop({
    everyMs: 2000,
    work: () => desk.checkDue(),
    logger,
  });
  const policyLoop = startLoop({
    everyMs: 15_000,
    work: () => policies.readFiles({ changedOnly: true }),
    logger,
  });
  const acting: ActingDeps = {
    policies,
    outbound,
    audit,
    logger,
    now,
    liveSeconds: 3600,
  };

  return {
    desks: {
      ...reader,
      desk,
      callers: createGateCallers({
        auth: options.auth,
        userInfo: options.userInfo,
        index,
      }),
      permissions: options.permissions,
      policies,
      outbound,
      audit,
      changed,
    },
    async consume() {
      await eventLog.consume({
        consumer: evidenceConsumer,
        types: evidenceEventTypes,
        batchSize: 2000,
        handle: (batch, tx) => projectEvidence(batch, tx),
        async afterCommit(batch) {
          const refs = new Set(
            batch.flatMap(({ entityRef }) => entityRef ?? []),
          );
          await hastenRequests(knex, [...refs], now());
          gateLoop.wake();
        },
        projection: {
          tables: evidenceTables,
          migrationsDirectory: resolvePackagePath(
            '@quarterdeck/plugin-pipelines-backend',
            'migrations',
          ),
        },
      });
      await eventLog.consume({
        consumer: actingConsumer,
        types: actingEventTypes,
        batchSize: 500,
        handle: (batch, tx) => actOnEvents(batch, tx, acting),
        afterCommit: () => {
          gateLoop.wake();
          outboxLoop.wake();
        },
      });
    },
    start() {
      gateLoop.start();
      outboxLoop.start();
      policyLoop.start();
    },
    async stop() {
      await Promise.all([
        gateLoop.stop(),
        outboxLoop.stop(),
        policyLoop.stop(),
      ]);
    },
    readPolicies: readOptions => policies.readFiles(readOptions),
  };
}
