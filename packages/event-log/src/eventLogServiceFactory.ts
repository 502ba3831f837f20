import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { eventLogServiceRef } from '@quarterdeck/plugin-ingest-node';
import { openLogServiceRef } from './openLogService';
import { createPluginEventLog } from './service/pluginEventLog';

/**
 * The log for each plugin. Consumers begin when the plugin has started, and
 * stop claiming when it shuts down.
 */
export const eventLogServiceFactory = createServiceFactory({
  service: eventLogServiceRef,
  deps: {
    log: openLogServiceRef,
    database: coreServices.database,
    lifecycle: coreServices.lifecycle,
    rootLifecycle: coreServices.rootLifecycle,
    plugin: coreServices.pluginMetadata,
  },
  createRootContext: ({ log }) => log,
  async factory({ database, lifecycle, rootLifecycle, plugin }, log) {
    const eventLog = createPluginEventLog(log, {
      pluginId: plugin.getId(),
      getKnex: () => database.getClient(),
    });
    lifecycle.addStartupHook(() => eventLog.start());
    // Another replica may go on while this one still answers requests.
    rootLifecycle.addBeforeShutdownHook(() => eventLog.stop());
    lifecycle.addShutdownHook(() => eventLog.stop());
    return eventLog.service;
  },
});
