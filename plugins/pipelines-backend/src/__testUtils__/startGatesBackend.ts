import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
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
import { pipelinesPlugin } from '../plugin';
import { asNewEvents, TestEvent } from '../testing/events';

type Entities = Parameters<typeof createStaticEntityIndex>[0];

/** Names of people and the groups they are in. */
const groups: Record<string, string[]> = {
  ada: ['group:default/release'],
  bo: ['group:default/release'],
  nia: ['group:default/release'],
  eve: ['group:default/find'],
};

/** The plugin with a real database and a real log. */
export async function startGatesBackend(options: {
  config: object;
  entities?: Entities;
  readUrl?: (url: string) => Promise<string>;
}) {
  const database = await createTestDatabase();
  const log = await createTestEventLog(database);
  const { eventLog, knex } = await log.forPlugin('pipelines');
  const authorizeConditional = jest.fn(async (requests: unknown[]) =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  );
  const entities: Entities = options.entities ?? [
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'shop' },
      spec: { owner: 'group:default/pay', system: 'till' },
    },
  ];
  const readUrl = options.readUrl ?? (async () => '');
  const backend = await startTestBackend({
    features: [
      pipelinesPlugin,
      mockServices.rootConfig.factory({ data: { pipelines: options.config } }),
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
      mockServices.urlReader.mock({
        readUrl: async (url: string) => {
          const text = await readUrl(url);
          return { buffer: async () => Buffer.from(text) };
        },
      }).factory,
      mockServices.permissions.mock({ authorizeConditional }).factory,
      actionsRegistryServiceMock.factory(),
    ],
  });
  log.startConsumers();

  const as = (name: string) =>
    mockCredentials.user.header(`user:default/${name}`);
  const call =
    (method: 'get' | 'post') =>
    (path: string, name = 'ada') =>
      request(backend.server)
        [method](`/api/pipelines${path}`)
        .set('authorization', as(name));

  return {
    backend,
    knex,
    log,
    eventLog,
    authorizeConditional,
    get: call('get'),
    post: call('post'),
    /** Appends events, and waits until every consumer has read them. */
    async tell(events: readonly TestEvent[]) {
      await eventLog.append(asNewEvents(events));
      for (const consumer of [
        'pipelines',
        'pipelines-evidence',
        'pipelines-actions',
      ]) {
        await log.drain(consumer);
      }
    },
    async stop() {
      await backend.stop();
      await log.stop();
      await database.drop();
    },
  };
}

/** @see startGatesBackend */
export type GatesBackend = Awaited<ReturnType<typeof startGatesBackend>>;
