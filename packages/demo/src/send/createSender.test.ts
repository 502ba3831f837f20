import { createHmac } from 'node:crypto';
import { createServer, IncomingMessage, Server } from 'node:http';
import { DAY } from '../history/clock';
import { PlannedDelivery } from '../history/plan';
import { planHistory } from '../history/planHistory';
import { createSender, DoorRefusedError } from './createSender';
import { signature } from './signDelivery';

const secret = 'FAKE-SECRET-0001';
const to = new Date('2026-09-17T10:21:00Z');
const { history: everything } = planHistory({
  seed: 3,
  from: new Date(to.getTime() - DAY),
  to,
});
const history = everything.filter(({ source }) => source === 'github');

interface Received {
  request: IncomingMessage;
  body: Buffer;
}

/** A door that answers as told, and keeps what it was sent. */
async function withDoor(
  answer: (received: Received) => {
    status: number;
    headers?: Record<string, string>;
  },
  use: (portal: string, received: Received[]) => Promise<void>,
): Promise<void> {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const one = { request, body: Buffer.concat(chunks) };
      received.push(one);
      const { status, headers } = answer(one);
      response.writeHead(status, headers).end('{}');
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('No address.');
  try {
    await use(`http://127.0.0.1:${address.port}`, received);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const senderFor = (portal: string, patienceMs?: number) =>
  createSender({
    portal,
    senders: { github: { source: 'demo-github', secret } },
    concurrency: 8,
    patienceMs,
  });

const [first]: PlannedDelivery[] = history;

describe('the sender', () => {
  it("signs as in GitHub's documentation", () => {
    expect(signature("It's a Secret to Everybody", 'Hello, World!')).toBe(
      'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    );
  });

  it('signs the very bytes it sends, to the source, with its event and id', async () => {
    await withDoor(
      () => ({ status: 202 }),
      async (portal, received) => {
        const sender = senderFor(portal);
        await sender.sendAll(history.slice(0, 200));
        await sender.close();
        expect(sender.counts).toEqual({
          accepted: received.length,
          repeated: 0,
          refused: 0,
          retries: 0,
          leftOut: 0,
        });
        for (const { request, body } of received) {
          expect(request.url).toBe('/api/ingest/v1/hooks/demo-github');
          expect(request.headers['x-hub-signature-256']).toBe(
            `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
          );
          expect(request.headers['content-type']).toBe('application/json');
          expect(request.headers['x-github-event']).toEqual(expect.any(String));
        }
        const ids = received.map(
          ({ request }) => request.headers['x-github-delivery'],
        );
        expect(new Set(ids).size).toBe(Math.min(200, history.length));
      },
    );
  });

  it('sends the same again under the same ids, so that the door knows them', async () => {
    const seen = new Set<unknown>();
    await withDoor(
      ({ request }) => {
        const id = request.headers['x-github-delivery'];
        const status = seen.has(id) ? 200 : 202;
        seen.add(id);
        return { status };
      },
      async portal => {
        for (const expected of ['accepted', 'repeated'] as const) {
          const sender = senderFor(portal);
          await sender.sendAll(history);
          await sender.close();
          expect(sender.counts[expected]).toBe(history.length);
        }
      },
    );
  });

  it('leaves out whose secret it has not', async () => {
    await withDoor(
      () => ({ status: 202 }),
      async (portal, received) => {
        const others = everything.filter(({ source }) => source !== 'github');
        const sender = senderFor(portal);
        await sender.sendAll(others);
        await sender.close();
        expect(received).toEqual([]);
        expect(sender.counts.leftOut).toBe(others.length);
      },
    );
  });

  it.each([503, 429])('waits and sends again after %d', async status => {
    let refusals = 2;
    await withDoor(
      () =>
        refusals-- > 0
          ? { status, headers: { 'retry-after': '0.05' } }
          : { status: 202 },
      async (portal, received) => {
        const sender = senderFor(portal);
        await sender.send(first);
        await sender.close();
        expect(sender.counts).toMatchObject({ accepted: 1, retries: 2 });
        expect(received).toHaveLength(3);
      },
    );
  });

  it('stops at once when its secret or source is refused', async () => {
    await withDoor(
      () => ({ status: 401 }),
      async (portal, received) => {
        const sender = senderFor(portal);
        await expect(sender.sendAll(history)).rejects.toThrow(DoorRefusedError);
        await sender.close();
        expect(received.length).toBeLessThanOrEqual(8);
      },
    );
  });

  it('gives up on a door that is closed for too long', async () => {
    const sender = senderFor('http://127.0.0.1:9', 300);
    await expect(sender.send(first)).rejects.toThrow(/ECONNREFUSED/);
    await sender.close();
    expect(sender.counts.retries).toBeGreaterThan(0);
  });
});
