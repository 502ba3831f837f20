import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { createTestEventLog } from '@quarterdeck/event-log/testUtils';
import {
  eventLogAdminServiceRef,
  eventLogServiceRef,
} from '@quarterdeck/plugin-ingest-node';
import {
  createStaticEntityIndex,
  entityIndexServiceRef,
} from '@quarterdeck/plugin-portal-node';
import { createTestDatabase } from '@quarterdeck/plugin-portal-node/testUtils';
import request from 'supertest';
import { securityPlugin } from '../plugin';
import { asNewEvent, TestScan } from '../testing/scans';

type Entities = Parameters<typeof createStaticEntityIndex>[0];

/** Names of people and the groups they are in. */
const groups: Record<string, string[]> = {
  ada: ['group:default/release'],
  bo: ['group:default/release'],
  nia: ['group:default/release'],
  eve: ['group:default/find'],
};

/** The plugin with a real database and a real log. */
export async function startSecurityBackend(
  options: {
    config?: object;
    entities?: Entities;
    /** Events in one partition of the log, for tests that drop some. */
    partitionSize?: number;
  } = {},
) {
  const database = await createTestDatabase();
  const log = await createTestEventLog({
    ...database,
    settings: options.partitionSize
      ? { partitionSize: options.partitionSize }
      : {},
  });
  const { eventLog, knex } = await log.forPlugin('security');
  const authorizeConditional = jest.fn(async (requests: unknown[]) =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  );
  const authorize = jest.fn(async (requests: unknown[]) =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  );
  const entities: Entities = options.entities ?? [
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'shop' },
      spec: { owner: 'group:default/pay', system: 'till' },
    },
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'search' },
      spec: { owner: 'group:default/find', system: 'till' },
    },
  ];
  const backend = await startTestBackend({
    features: [
      securityPlugin,
      mockServices.rootConfig.factory({
        data: { security: options.config ?? {} },
      }),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({
          getClient: async () => knex,
          migrations: { skip: false },
        }),
      }),
      createServiceFactory({
        service: eventLogServiceRef,
        deps: {},
        factory: () => eventLog,
      }),
      createServiceFactory({
        service: eventLogAdminServiceRef,
        deps: {},
        factory: () => log.admin,
      }),
      createServiceFactory({
        service: entityIndexServiceRef,
        deps: {},
        factory: () => createStaticEntityIndex(entities),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish: async () => undefined }),
      }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => ({
          getUserInfo: async credentials => {
            const { userEntityRef } = credentials.principal as {
              userEntityRef: string;
            };
            const name = userEntityRef.slice(userEntityRef.indexOf('/') + 1);
            return {
              userEntityRef,
              ownershipEntityRefs: [userEntityRef, ...(groups[name] ?? [])],
            };
          },
        }),
      }),
      mockServices.permissions.mock({ authorizeConditional, authorize })
        .factory,
    ],
  });
  log.startConsumers();

  const as = (name: string) =>
    mockCredentials.user.header(`user:default/${name}`);
  const call =
    (method: 'get' | 'post' | 'put' | 'delete') =>
    (path: string, name = 'ada') =>
      request(backend.server)
        [method](`/api/security${path}`)
        .set('authorization', as(name));

  return {
    backend,
    knex,
    log,
    eventLog,
    authorizeConditional,
    authorize,
    get: call('get'),
    post: call('post'),
    put: call('put'),
    remove: call('delete'),
    /** Appends scans, and waits until they are counted. */
    async tell(...scans: readonly TestScan[]) {
      for (const one of scans) await eventLog.append([asNewEvent(one)]);
      await log.drain('security');
    },
    async stop() {
      await backend.stop();
      await log.stop();
      await database.drop();
    },
  };
}

/** @see startSecurityBackend */
export type SecurityBackend = Awaited<ReturnType<typeof startSecurityBackend>>;
