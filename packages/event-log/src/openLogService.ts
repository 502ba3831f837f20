import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DatabaseManager } from '@backstage/backend-defaults/database';
import { observePool } from '@quarterdeck/plugin-portal-node';
import { assertOneDatabase } from './assertOneDatabase';
import { readEventLogSettings } from './eventLogSettings';
import { createLogMetrics } from './service/createLogMetrics';
import { Log, openLog } from './service/log';

/**
 * The log of this process, opened once, before any plugin starts: the two
 * public services are views of it.
 */
export const openLogServiceRef = createServiceRef<Log>({
  id: 'quarterdeck.event-log.open',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.rootLogger,
        lifecycle: coreServices.rootLifecycle,
      },
      async factory({ config, logger, lifecycle }) {
        assertOneDatabase(config);
        const settings = readEventLogSettings(config);
        const child = logger.child({ service: 'event-log' });
        const database = DatabaseManager.fromConfig(config, {
          rootLifecycle: lifecycle,
          rootLogger: logger,
        }).forPlugin('log', { logger: child, lifecycle });
        const knex = await database.getClient();
        observePool('log', knex);
        const log = await openLog({
          knex,
          logger: child,
          settings,
          metrics: createLogMetrics(),
        });
        lifecycle.addBeforeShutdownHook(() => log.stop());
        return log;
      },
    }),
});
