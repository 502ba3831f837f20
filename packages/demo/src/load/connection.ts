import { connect, Socket } from 'node:net';

/** One connection that carries one request at a time. */
export interface Connection {
  /** Writes a request and settles with the status once the answer is whole. */
  send(request: readonly Buffer[]): Promise<number>;
  close(): void;
}

const headEnd = Buffer.from('\r\n\r\n');
const lastChunk = Buffer.from('0\r\n\r\n');

/** Where the answer ends, or `undefined` while it is not whole. */
function endOfAnswer(bytes: Buffer): number | undefined {
  const head = bytes.indexOf(headEnd);
  if (head === -1) return undefined;
  const text = bytes.toString('latin1', 0, head).toLowerCase();
  const body = head + headEnd.length;
  const length = /\r\ncontent-length: *(\d+)/.exec(text);
  if (length) {
    const end = body + Number(length[1]);
    return bytes.length >= end ? end : undefined;
  }
  if (text.includes('transfer-encoding: chunked')) {
    const end = bytes.indexOf(lastChunk, body);
    return end === -1 ? undefined : end + lastChunk.length;
  }
  return body;
}

/**
 * HTTP/1.1 over a bare socket. A client library would take as much of a machine
 * with two processors as the portal under test does.
 */
export async function openConnection(address: URL): Promise<Connection> {
  const socket: Socket = connect({
    host: address.hostname.replace(/^\[|\]$/g, ''),
    port: Number(address.port),
    noDelay: true,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  let received = Buffer.alloc(0);
  let waiting:
    | { resolve: (status: number) => void; reject: (error: Error) => void }
    | undefined;
  const fail = (error: Error) => waiting?.reject(error);
  socket.on('error', fail);
  socket.on('close', () =>
    fail(new Error('The portal closed the connection.')),
  );
  socket.on('data', chunk => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const end = endOfAnswer(received);
    if (end === undefined) return;
    const status = Number(received.toString('latin1', 9, 12));
    received = received.subarray(end);
    const { resolve } = waiting ?? {};
    waiting = undefined;
    resolve?.(status);
  });
  return {
    send: request =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.cork();
        for (const part of request) socket.write(part);
        socket.uncork();
      }),
    close: () => socket.destroy(),
  };
}
