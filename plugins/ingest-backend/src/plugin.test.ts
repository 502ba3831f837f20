import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { createTestEventLog } from '@quarterdeck/event-log/testUtils';
import ciModule from '@quarterdeck/plugin-ingest-backend-module-ci';
import {
  eventLogAdminServiceRef,
  eventLogServiceRef,
} from '@quarterdeck/plugin-ingest-node';
import {
  createStaticEntityIndex,
  entityIndexServiceRef,
} from '@quarterdeck/plugin-portal-node';
import { createTestDatabase } from '@quarterdeck/plugin-portal-node/testUtils';
import { secret, sign, testSources } from './__testUtils__/startTestDoor';
import ingestPlugin from './index';

describe('the plugin', () => {
  it('opens the webhook path to signed requests and nothing else to strangers', async () => {
    const database = await createTestDatabase();
    const log = await createTestEventLog(database);
    const { eventLog, knex } = await log.forPlugin('ingest');
    const backend = await startTestBackend({
      features: [
        ingestPlugin,
        ciModule,
        mockServices.rootConfig.factory({
          data: {
            ingest: {
              bodyKey: Buffer.alloc(32, 7).toString('base64'),
              sources: testSources,
            },
          },
        }),
        mockServices.database.mock({ getClient: async () => knex }).factory,
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
          factory: () => createStaticEntityIndex([]),
        }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({ publish: async () => undefined }),
        }),
      ],
    });
    try {
      const base = `http://localhost:${backend.server.port()}/api/ingest`;
      const hook = await fetch(`${base}/v1/hooks/github`, {
        method: 'POST',
        body: '{}',
        headers: {
          'content-type': 'application/json',
          'x-github-event': 'ping',
          'x-hub-signature-256': sign('{}', secret),
          authorization: '',
        },
      });
      expect(hook.status).toBe(202);
      for (const path of ['/v1/sources', '/v1/events', '/v1/preview/events']) {
        const method = path === '/v1/sources' ? 'GET' : 'POST';
        const stranger = await fetch(`${base}${path}`, {
          method,
          headers: { authorization: 'Bearer nonsense' },
        });
        expect(stranger.status).toBe(401);
      }
      const page = await fetch(`${base}/v1/sources`);
      expect(page.status).toBe(200);
    } finally {
      await backend.stop();
      await log.stop();
      await database.drop();
    }
  });
});
