import { createServiceFactory } from '@backstage/backend-plugin-api';
import { eventLogAdminServiceRef } from '@quarterdeck/plugin-ingest-node';
import { openLogServiceRef } from './openLogService';
import { createAdminEventLog } from './service/adminEventLog';
import { exposeReaderStatus } from './service/createLogMetrics';

/**
 * The log for the ingest page. A root service is made before any plugin, which
 * is what gives the log its schema in time.
 */
export const eventLogAdminServiceFactory = createServiceFactory({
  service: eventLogAdminServiceRef,
  deps: { log: openLogServiceRef },
  factory({ log }) {
    const admin = createAdminEventLog(log);
    exposeReaderStatus(admin);
    return admin;
  },
});
