import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { loadJobSchema, runLoad } from './runLoad';

describe('runLoad', () => {
  it.each([
    'http://10.0.0.1/x',
    'http://127.0.0.1.evil.example/x',
    'https://code.example/x',
  ])('refuses to load %s', url => {
    const job = {
      url,
      deliveries: [{ event: 'ping', body: '{}' }],
      connections: 1,
      durationMs: 100,
    };
    expect(loadJobSchema.safeParse(job).success).toBe(false);
  });

  it('sends signed deliveries, each with an id of its own', async () => {
    const seen: Array<{ id: unknown; valid: boolean }> = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        const signature = createHmac('sha256', 's')
          .update(Buffer.concat(chunks))
          .digest('hex');
        seen.push({
          id: request.headers['x-github-delivery'],
          valid:
            request.headers['x-hub-signature-256'] === `sha256=${signature}`,
        });
        response.statusCode = 202;
        response.end('{}');
      });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const result = await runLoad({
      url: `http://127.0.0.1:${port}/hook`,
      secret: 's',
      deliveries: [{ event: 'ping', body: '{"zen":1}' }],
      connections: 4,
      durationMs: 200,
    });
    server.close();
    expect(result.statuses).toEqual({ 202: result.requests });
    expect(seen.every(({ valid }) => valid)).toBe(true);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(result.requests);
  });
});
