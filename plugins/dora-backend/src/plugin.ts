import {
  AuthService,
  BackstageCredentials,
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  DORA_SIGNAL_CHANNEL,
  doraPermissions,
} from '@quarterdeck/plugin-dora-common';
import { eventLogServiceRef } from '@quarterdeck/plugin-ingest-node';
import {
  createAuditLog,
  createSignalPublisher,
  entityIndexServiceRef,
  migrateUnderLock,
  observePool,
} from '@quarterdeck/plugin-portal-node';
import {
  createDoraRules,
  createVisibility,
  doraServiceResourceRef,
} from './permissions';
import { servedSchema } from './database/freshSamples';
import {
  doraEventTypes,
  doraProjection,
  migrationsDirectory,
} from './projection';
import { createRouter } from './router';
import { applyBatch, batchSize } from './service/applyBatch';
import { watchBands } from './service/bandAlerts';
import {
  computeLeftovers,
  markChangedSettings,
  startLeftovers,
} from './service/leftovers';
import { Reader, readerMemory } from './service/reader';
import { createSaidBenchmarks } from './service/saidBenchmarks';
import { readSettings } from './service/settings';

/** Ref of the person, or subject of the token. */
function callerName(auth: AuthService, credentials: BackstageCredentials) {
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef;
  }
  return auth.isPrincipal(credentials, 'service')
    ? credentials.principal.subject
    : 'unknown';
}

/** The five DORA metrics, from the log. */
export const doraPlugin = createBackendPlugin({
  pluginId: 'dora',
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
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init({ auth, eventLog, index, lifecycle, logger, ...services }) {
        const knex = await services.database.getClient();
        observePool('dora', knex);
        await migrateUnderLock(knex, { directory: migrationsDirectory() });
        const audit = createAuditLog({ knex, pluginId: 'dora' });
        await audit.migrate();

        const rules = createDoraRules(index);
        services.permissionsRegistry.addResourceType({
          resourceRef: doraServiceResourceRef,
          permissions: doraPermissions,
          rules: Object.values(rules),
          // Pages ask about an entity before they offer a button.
          getResources: async refs => refs.map(entityRef => ({ entityRef })),
        });
        const publisher = createSignalPublisher({
          signals: services.signals,
          channel: DORA_SIGNAL_CHANNEL,
        });
        lifecycle.addShutdownHook(() => publisher.stop());

        const said = createSaidBenchmarks(knex);
        await said.load();
        const settings = readSettings(services.config, index, said);
        const settingsOf = (service: string) => settings.ofService(service);
        const served = await servedSchema(knex);
        await eventLog.consume({
          consumer: 'dora',
          types: doraEventTypes,
          batchSize,
          handle: (batch, tx) => applyBatch(batch, tx, settingsOf, served),
          afterCommit: () => publisher.hint(),
          projection: doraProjection(),
        });

        const leftovers = startLeftovers({
          logger,
          run: async isStopped => {
            // What was set at another replica.
            await said.load();
            await computeLeftovers(
              knex,
              settingsOf,
              () => publisher.hint(),
              isStopped,
            );
          },
        });
        lifecycle.addShutdownHook(() => leftovers.stop());

        const reader: Reader = {
          knex,
          ...readerMemory(),
          index,
          settings,
          said,
          visible: createVisibility(rules),
          now: () => new Date(),
          lag: () => eventLog.lag('dora'),
        };
        await services.scheduler.scheduleTask({
          id: 'dora-settings',
          frequency: { hours: 1 },
          timeout: { minutes: 10 },
          initialDelay: { seconds: 30 },
          fn: async () => {
            // Whose a service is decides about its settings.
            await index.ready;
            await markChangedSettings(knex, settingsOf);
          },
        });
        await services.scheduler.scheduleTask({
          id: 'dora-bands',
          // Soon after a late event; who was judged already costs nothing.
          frequency: { seconds: 20 },
          timeout: { minutes: 30 },
          initialDelay: { minutes: 2 },
          fn: async () => {
            await index.ready;
            const deps = { notifications: services.notifications, logger };
            if ((await watchBands({ reader, ...deps })) > 0) publisher.hint();
          },
        });

        services.httpRouter.use(
          await createRouter({
            reader,
            audit,
            eventLog,
            nameOf: credentials => callerName(auth, credentials),
            httpAuth: services.httpAuth,
            permissions: services.permissions,
            logger,
          }),
        );
      },
    });
  },
});
