import { z } from 'zod';
import { ingestBasePath } from '@quarterdeck/plugin-ingest-common';
import {
  createTestDatabase,
  TestDatabase,
} from '@quarterdeck/plugin-portal-node/testUtils';
import { githubRunBody } from './__testUtils__/githubRun';
import { startTestPortal, TestPortal } from './__testUtils__/startTestPortal';
import { insider, outsider } from './__testUtils__/testPortalConfig';
import { waitFor } from './__testUtils__/waitFor';

const openApiSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});
const detailSchema = z.object({
  receipt: z.string(),
  traceId: z.string().optional(),
});

/** The doors take raw bodies, so no OpenAPI document lists them. */
const doors = [
  '/v1/events',
  '/v1/reports',
  '/v1/preview/hooks/github',
  '/v1/preview/events',
  '/v1/preview/reports',
].map(door => ({ method: 'POST', path: `${ingestBasePath}${door}` }));

describe('a whole portal', () => {
  let database: TestDatabase;
  let portal: TestPortal;
  const routes: { method: string; path: string }[] = [];

  const answers = async (authorization: string) =>
    Promise.all(
      [...routes, ...doors].map(async ({ method, path }) => {
        const { status } = await portal.ask(path, {
          method,
          headers: { authorization, 'content-type': 'application/json' },
          body: method === 'GET' ? undefined : '{}',
        });
        return `${method} ${path} ${status}`;
      }),
    );
  const others = (given: string[], allowed: RegExp) =>
    given.filter(answer => !allowed.test(answer));

  beforeAll(async () => {
    database = await createTestDatabase();
    portal = await startTestPortal({
      connectionString: database.connectionString,
    });
    for (const plugin of ['ingest', 'pipelines']) {
      const { json } = await portal.ask(`/api/${plugin}/openapi.json`);
      for (const [path, methods] of Object.entries(
        openApiSchema.parse(json).paths,
      )) {
        for (const method of Object.keys(methods)) {
          routes.push({
            method: method.toUpperCase(),
            path: `/api/${plugin}${path.replace(/\{[^}]+\}/g, '1')}`,
          });
        }
      }
    }
  });

  afterAll(async () => {
    await portal?.kill();
    await database?.drop();
  });

  it('lists its routes', () => {
    expect(routes.length).toBeGreaterThan(30);
  });

  it('answers 401 on every route without credentials', async () => {
    expect(others(await answers(''), / 401$/)).toEqual([]);
    expect(others(await answers('Bearer wrong'), / 401$/)).toEqual([]);
  });

  it('lets a person whom no role names do nothing', async () => {
    const token = await portal.signIn(outsider);
    expect(others(await answers(`Bearer ${token}`), / 403$/)).toEqual([]);
  });

  it('lets a person whose role allows it read', async () => {
    const token = await portal.signIn(insider);
    const { status } = await portal.ask('/api/pipelines/v1/runs', {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(status).toBe(200);
  });

  it('logs why a delivery was refused, and nothing of its body', async () => {
    const marker = 'only-in-the-body';
    const body = githubRunBody({ id: 1 }).replace('acme', marker);
    const refused = [
      await portal.hook({
        event: 'push',
        body,
        signature: `sha256=${'0'.repeat(64)}`,
      }),
      await portal.hook({ event: 'push', body: body.slice(0, -5) }),
      await portal.hook({ event: 'workflow_run', body: `{"a": "${marker}"}` }),
      await portal.ask(`${ingestBasePath}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"type": "${marker}", "data": {}`,
      }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([401, 400, 422, 400]);
    await waitFor('the log', () =>
      /hooks github answered 401/.test(portal.log()),
    );
    expect(portal.log()).toMatch(/hooks github answered 400/);
    expect(portal.log()).not.toContain(marker);
  });

  it.each([
    [
      'webhook',
      (headers: Record<string, string>) =>
        portal.hook({
          event: 'workflow_run',
          body: githubRunBody({ id: 2 }),
          headers,
        }),
    ],
    [
      'event',
      (headers: Record<string, string>) =>
        portal.ask(`${ingestBasePath}/v1/events`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({
            type: 'release.v1',
            subject: { instance: 'github.com', project: 'acme/shop' },
            occurredAt: '2026-10-01T12:00:00Z',
            data: {
              provider: 'github',
              instance: 'github.com',
              project: 'acme/shop',
              externalId: '1',
              tag: 'v1',
              state: 'published',
              observedAt: '2026-10-01T12:00:00Z',
            },
          }),
        }),
    ],
  ])('keeps the trace of a %s on its events', async (kind, send) => {
    const traceId = (kind === 'event' ? 'ab' : 'cd').repeat(16);
    const sent = await send({
      traceparent: `00-${traceId}-${'12'.repeat(8)}-01`,
    });
    expect(sent).toMatchObject({ status: 202, json: { events: 1 } });
    const { receipt } = detailSchema.parse(sent.json);
    const detail = await portal.ask(
      `${ingestBasePath}/v1/deliveries/${receipt}`,
    );
    expect(detailSchema.parse(detail.json).traceId).toBe(traceId);
    const rows = await database
      .knex('event')
      .withSchema('log')
      .where({ delivery_id: receipt })
      .select('traceparent');
    expect(rows).toEqual([
      { traceparent: expect.stringMatching(`^00-${traceId}-[0-9a-f]{16}-`) },
    ]);
  });
});

describe('a portal of production', () => {
  it('refuses the demo sign-in and does not start', async () => {
    const database = await createTestDatabase();
    try {
      await expect(
        startTestPortal({
          connectionString: database.connectionString,
          config: { auth: { environment: 'production' } },
        }),
      ).rejects.toThrow(/demo sign-in .* does not run in production/);
    } finally {
      await database.drop();
    }
  });
});
