import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  eventLogAdminServiceRef,
  eventLogServiceRef,
} from '@quarterdeck/plugin-ingest-node';
import {
  PIPELINES_SIGNAL_CHANNEL,
  pipelinesPermissions,
} from '@quarterdeck/plugin-pipelines-common';
import {
  createSignalPublisher,
  entityIndexServiceRef,
  migrateUnderLock,
  observePool,
} from '@quarterdeck/plugin-portal-node';
import { createPipelinesActions } from './actions/createPipelinesActions';
import { assembleGates } from './assembleGates';
import { createPipelinesRules, pipelineRunResourceRef } from './permissions';
import { pipelinesProjection } from './projection';
import { pipelinesEventTypes, projectBatch } from './projector';
import { createRouter } from './router';
import { Reader } from './service/reader';
import { dropTestCases } from './service/tests/dropTestCases';
import { testsConsumer } from './service/tests/testsConsumer';
import { createVisibility } from './service/visibility';

/** Runs, jobs and steps of every CI system, read from the log. */
export const pipelinesPlugin = createBackendPlugin({
  pluginId: 'pipelines',
  register(env) {
    env.registerInit({
      deps: {
        actions: actionsRegistryServiceRef,
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
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init(services) {
        const { index, permissions } = services;
        const knex = await services.database.getClient();
        observePool('pipelines', knex);
        await migrateUnderLock(knex, {
          directory: pipelinesProjection.migrationsDirectory,
        });

        const rules = createPipelinesRules(index);
        services.permissionsRegistry.addResourceType({
          resourceRef: pipelineRunResourceRef,
          permissions: pipelinesPermissions,
          rules: Object.values(rules),
          // Pages ask about an entity before they offer a button.
          getResources: async refs => refs.map(entityRef => ({ entityRef })),
        });

        const publisher = createSignalPublisher({
          signals: services.signals,
          channel: PIPELINES_SIGNAL_CHANNEL,
        });
        services.lifecycle.addShutdownHook(() => publisher.stop());

        await services.eventLog.consume({
          consumer: 'pipelines',
          types: pipelinesEventTypes,
          batchSize: 5000,
          handle: (batch, tx) => projectBatch(batch, tx),
          afterCommit: () => publisher.hint(),
          projection: pipelinesProjection,
        });

        await services.eventLog.consume(
          testsConsumer({
            records: event => services.eventLog.records(event),
            changed: () => publisher.hint(),
          }),
        );
        await services.scheduler.scheduleTask({
          id: 'pipelines-drop-test-cases',
          frequency: { hours: 6 },
          timeout: { minutes: 30 },
          initialDelay: { minutes: 5 },
          fn: () => dropTestCases(knex, new Date()),
        });

        const reader: Reader = {
          knex,
          index,
          visible: createVisibility(rules),
          now: () => new Date(),
          lag: () => services.eventLog.lag('pipelines'),
        };
        const gates = await assembleGates({
          ...services,
          reader,
          knex,
          changed: () => publisher.hint(),
        });
        await gates.consume();
        services.lifecycle.addStartupHook(() => gates.start());
        services.lifecycle.addShutdownHook(() => gates.stop());
        await services.scheduler.scheduleTask({
          id: 'pipelines-read-policies',
          frequency: { minutes: 5 },
          timeout: { minutes: 10 },
          initialDelay: { minutes: 1 },
          fn: () => gates.readPolicies(),
        });

        services.httpRouter.use(
          await createRouter({
            reader,
            tests: {
              ...reader,
              lag: () => services.eventLog.lag('pipelines-tests'),
            },
            gates: gates.desks,
            changed: () => publisher.hint(),
            httpAuth: services.httpAuth,
            permissions,
            logger: services.logger,
          }),
        );
        createPipelinesActions({
          actions: services.actions,
          permissions,
          reader,
        });
      },
    });
  },
});
