import {
  coreServices,
  createBackendPlugin,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  eventLogAdminServiceRef,
  eventLogServiceRef,
} from '@quarterdeck/plugin-ingest-node';
import {
  createAuditLog,
  createSignalPublisher,
  entityIndexServiceRef,
  migrateUnderLock,
  observePool,
} from '@quarterdeck/plugin-portal-node';
import {
  RESOURCE_TYPE_FINDING,
  SECURITY_SIGNAL_CHANNEL,
  securityIntelligenceImportPermission,
  securityPermissions,
} from '@quarterdeck/plugin-security-common';
import { createSecurityRules, findingResourceRef } from './permissions';
import { createRouter } from './router';
import { readSecurityConfig } from './securityConfig';
import { securityConsumer, securityConsumerName } from './securityConsumer';
import { createCallers } from './service/callers';
import { countToday } from './service/clock/countToday';
import { endExpired } from './service/clock/endExpired';
import { remindOwners } from './service/clock/remindOwners';
import { tellDueDates } from './service/clock/tellDueDates';
import { GateDeskDeps } from './service/gate/gateDeskDeps';
import { KeptAnswers } from './service/keptAnswers';
import { Reader } from './service/reader';
import { createVisibility } from './service/visibility';

type FindingPermission = ResourcePermission<typeof RESOURCE_TYPE_FINDING>;

const isOfFindings = (
  permission: (typeof securityPermissions)[number],
): permission is FindingPermission => 'resourceType' in permission;

/** Findings of every scanner, read from the log, and what people decide about them. */
export const securityPlugin = createBackendPlugin({
  pluginId: 'security',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        database: coreServices.database,
        eventLog: eventLogServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        index: entityIndexServiceRef,
        lifecycle: coreServices.lifecycle,
        logAdmin: eventLogAdminServiceRef,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(services) {
        const { eventLog, index, logger, permissions, scheduler } = services;
        const knex = await services.database.getClient();
        observePool('security', knex);
        await migrateUnderLock(knex, {
          directory: resolvePackagePath(
            '@quarterdeck/plugin-security-backend',
            'migrations',
          ),
        });
        const audit = createAuditLog({ knex, pluginId: 'security' });
        await audit.migrate();

        const rules = createSecurityRules(index);
        services.permissionsRegistry.addResourceType({
          resourceRef: findingResourceRef,
          permissions: securityPermissions.filter(isOfFindings),
          rules: Object.values(rules),
          // Pages ask about an entity before they offer a button.
          getResources: async refs => refs.map(entityRef => ({ entityRef })),
        });
        services.permissionsRegistry.addPermissions([
          securityIntelligenceImportPermission,
        ]);

        const publisher = createSignalPublisher({
          signals: services.signals,
          channel: SECURITY_SIGNAL_CHANNEL,
        });
        services.lifecycle.addShutdownHook(() => publisher.stop());
        const configured = readSecurityConfig(services.config, index);
        const changed = () => publisher.hint();
        await eventLog.consume(
          securityConsumer({
            ...configured,
            records: event => eventLog.recordLines(event),
            changed,
          }),
        );

        const reader: Reader = {
          knex,
          index,
          visible: createVisibility(rules),
          now: () => new Date(),
          kept: new KeptAnswers(knex),
          lag: () => eventLog.lag(securityConsumerName),
          freshForSeconds: configured.freshForSeconds,
          slaDays: configured.slaDays,
          publisher: configured.publisher,
          riskScore: configured.riskScore,
        };
        const deps: GateDeskDeps = {
          reader,
          eventLog,
          audit,
          rules: configured.rules,
          changed,
          logAdmin: services.logAdmin,
          catchUpMs: configured.catchUpMs,
        };
        const clock = {
          ...deps,
          notifications: services.notifications,
          logger,
        };
        await scheduler.scheduleTask({
          id: 'security-acceptances',
          frequency: { minutes: 5 },
          timeout: { minutes: 10 },
          initialDelay: { minutes: 1 },
          fn: async () => {
            await endExpired(clock);
            await remindOwners(clock);
          },
        });
        await scheduler.scheduleTask({
          id: 'security-due-dates',
          frequency: { minutes: 15 },
          timeout: { minutes: 10 },
          initialDelay: { minutes: 2 },
          fn: async () => {
            await tellDueDates(clock);
          },
        });
        await scheduler.scheduleTask({
          id: 'security-count-day',
          frequency: { hours: 1 },
          timeout: { minutes: 30 },
          // A first start may be filled with months of scans: they count their days first.
          initialDelay: { minutes: 15 },
          fn: () => countToday(clock),
        });

        services.httpRouter.use(
          await createRouter({
            deps,
            callers: createCallers({
              auth: services.auth,
              userInfo: services.userInfo,
              permissions,
              reader,
            }),
            httpAuth: services.httpAuth,
            permissions,
            logger,
          }),
        );
      },
    });
  },
});
