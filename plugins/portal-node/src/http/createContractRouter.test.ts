import express from 'express';
import request from 'supertest';
import { z } from 'zod';
import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { defineContract, defineRoute } from '@quarterdeck/plugin-portal-common';
import { createContractRouter } from './createContractRouter';

const basic = createPermission({
  name: 'thing.write',
  attributes: { action: 'update' },
});
const owned = createPermission({
  name: 'thing.read',
  attributes: { action: 'read' },
  resourceType: 'thing',
});

const contract = defineContract({
  getThing: defineRoute({
    method: 'GET',
    path: '/v1/things/:id',
    summary: 'A thing',
    permission: owned,
    params: z.object({ id: z.coerce.number() }),
    response: z.object({ id: z.number(), seen: z.string() }),
  }),
  putThing: defineRoute({
    method: 'POST',
    path: '/v1/things',
    summary: 'Makes a thing',
    permission: basic,
    body: z.object({ size: z.object({ width: z.number() }) }),
    response: z.object({ ok: z.boolean() }),
  }),
});

const setUp = async (result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) => {
  const permissions = mockServices.permissions.mock({
    authorize: async requests => requests.map(() => ({ result })),
    authorizeConditional: async requests => requests.map(() => ({ result })),
  });
  const router = await createContractRouter({
    contract,
    title: 'Things',
    pluginId: 'things',
    httpAuth: mockServices.httpAuth(),
    permissions,
    logger: mockServices.logger.mock(),
    handlers: {
      getThing: async ({ params, decision }) => {
        if (params.id === 404) throw new NotFoundError('No thing 404.');
        if (params.id === 500) throw new Error('secret detail');
        if (params.id === 503) {
          throw Object.assign(new Error('gone'), { code: '57P01' });
        }
        return { id: params.id, seen: decision.result };
      },
      putThing: async () => ({ ok: true }),
    },
  });
  return express().use(router);
};

describe('createContractRouter', () => {
  it('hands checked input and the decision to the handler', async () => {
    const app = await setUp(AuthorizeResult.ALLOW);
    const response = await request(app).get('/v1/things/7').expect(200);
    expect(response.body).toEqual({ id: 7, seen: 'ALLOW' });
  });

  it('refuses without the permission, naming it', async () => {
    const app = await setUp(AuthorizeResult.DENY);
    const response = await request(app).get('/v1/things/7').expect(403);
    expect(response.body.error.message).toContain('thing.read');
  });

  it.each([
    [{ size: { width: 'wide' } }, '/size/width'],
    [{}, '/size'],
  ])('names the field of a bad body %j', async (body, path) => {
    const app = await setUp(AuthorizeResult.ALLOW);
    const response = await request(app).post('/v1/things').send(body);
    expect(response.status).toBe(400);
    expect(response.body.error).toMatchObject({ name: 'InputError', path });
  });

  it.each([
    ['/v1/things/404', 404],
    ['/v1/things/x', 400],
  ])('answers %s with %i', async (path, status) => {
    const app = await setUp(AuthorizeResult.ALLOW);
    await request(app).get(path).expect(status);
  });

  it('keeps the reason of an unexpected error to itself', async () => {
    const app = await setUp(AuthorizeResult.ALLOW);
    const response = await request(app).get('/v1/things/500').expect(500);
    expect(response.text).not.toContain('secret detail');
  });

  it('answers 503 with Retry-After while Postgres is away', async () => {
    const app = await setUp(AuthorizeResult.ALLOW);
    await request(app).get('/v1/things/503').expect('retry-after', '2');
  });

  it('gives 4xx for a body that is no JSON', async () => {
    const app = await setUp(AuthorizeResult.ALLOW);
    await request(app)
      .post('/v1/things')
      .set('content-type', 'application/json')
      .send('{"size":')
      .expect(400);
  });

  it('describes itself', async () => {
    const app = await setUp(AuthorizeResult.ALLOW);
    const { body } = await request(app).get('/openapi.json').expect(200);
    expect(body.paths['/v1/things/{id}'].get).toMatchObject({
      operationId: 'getThing',
      'x-permission': 'thing.read',
    });
  });
});
