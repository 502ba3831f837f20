import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';

/** A request a provider received. */
export interface ReceivedCall {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
}

/** An HTTP server that stands for a provider. */
export interface FakeProvider {
  url: string;
  calls: ReceivedCall[];
  /** Status and body of the next answers; the last one stays. */
  answers: {
    status: number;
    body?: unknown;
    headers?: Record<string, string>;
  }[];
  stop(): Promise<void>;
}

/** Listens on this machine and keeps what it is sent. */
export async function startFakeProvider(): Promise<FakeProvider> {
  const provider: FakeProvider = {
    url: '',
    calls: [],
    answers: [{ status: 204 }],
    stop: async () => undefined,
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      provider.calls.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: text === '' ? null : JSON.parse(text),
      });
      const [first, ...more] = provider.answers;
      if (more.length) provider.answers = more;
      response.writeHead(first.status, first.headers);
      response.end(first.body === undefined ? '' : JSON.stringify(first.body));
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  provider.url = `http://127.0.0.1:${port}`;
  provider.stop = () =>
    new Promise(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return provider;
}
