import {
  coreServices,
  createServiceFactory,
  RootHealthService,
} from '@backstage/backend-plugin-api';
import { eventLogAdminServiceRef } from '@quarterdeck/plugin-ingest-node';

type Phase = 'starting' | 'up' | 'stopping';

const withinMs = async <T>(work: Promise<T>, ms: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Readiness that asks the database and tells how far the readers of the log
 * are. A portal without its database is not ready; one whose readers lag still
 * serves, and says so.
 */
export const healthFactory = createServiceFactory({
  service: coreServices.rootHealth,
  deps: { lifecycle: coreServices.rootLifecycle, log: eventLogAdminServiceRef },
  async factory({ lifecycle, log }): Promise<RootHealthService> {
    let phase: Phase = 'starting';
    lifecycle.addStartupHook(() => {
      phase = 'up';
    });
    lifecycle.addBeforeShutdownHook(() => {
      phase = 'stopping';
    });
    return {
      async getLiveness() {
        return { status: 200, payload: { status: 'ok' } };
      },
      async getReadiness() {
        if (phase !== 'up') {
          return {
            status: 503,
            payload: { status: 'error', message: `The portal is ${phase}.` },
          };
        }
        try {
          const { readers } = await withinMs(log.status(), 2000);
          return {
            status: 200,
            payload: {
              status: 'ok',
              database: 'ok',
              readers: readers.map(reader => ({
                consumer: reader.consumer,
                state: reader.state,
                behind: reader.behind,
                lagSeconds: reader.lagSeconds,
              })),
            },
          };
        } catch {
          return {
            status: 503,
            payload: {
              status: 'error',
              database: 'away',
              message: 'The database does not answer.',
            },
          };
        }
      },
    };
  },
});
