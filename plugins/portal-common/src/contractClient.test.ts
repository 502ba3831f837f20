import { z } from 'zod';
import { createPermission } from '@backstage/plugin-permission-common';
import { defineContract, defineRoute } from './contract';
import { createContractClient } from './contractClient';

const permission = createPermission({
  name: 'thing.read',
  attributes: { action: 'read' },
});

const contract = defineContract({
  getThing: defineRoute({
    method: 'GET',
    path: '/v1/things/:id',
    summary: 'A thing',
    permission,
    params: z.object({ id: z.string() }),
    query: z.object({ tag: z.array(z.string()).optional() }),
    response: z.object({ size: z.number() }),
  }),
});

const answering = (status: number, body: unknown) => {
  const urls: string[] = [];
  const client = createContractClient(contract, {
    baseUrl: '/api/x',
    fetch: async input => {
      urls.push(String(input));
      return new Response(JSON.stringify(body), { status });
    },
  });
  return { client, urls };
};

describe('createContractClient', () => {
  it('escapes parameters and repeats list keys', async () => {
    const { client, urls } = answering(200, { size: 3 });
    await expect(
      client.getThing({ params: { id: 'a/b c' }, query: { tag: ['x', 'y'] } }),
    ).resolves.toEqual({ size: 3 });
    expect(urls).toEqual(['/api/x/v1/things/a%2Fb%20c?tag=x&tag=y']);
  });

  it('throws what the server said, with the field to change', async () => {
    const { client } = answering(400, {
      error: { name: 'InputError', message: 'too big', path: '/size' },
    });
    await expect(
      client.getThing({ params: { id: '1' } }),
    ).rejects.toMatchObject({
      status: 400,
      name: 'InputError',
      message: 'too big',
      path: '/size',
    });
  });

  it('refuses an answer the contract does not promise', async () => {
    const { client } = answering(200, { size: 'large' });
    await expect(
      client.getThing({ params: { id: '1' } }),
    ).rejects.toMatchObject({ name: 'ContractError', path: '/size' });
  });
});
