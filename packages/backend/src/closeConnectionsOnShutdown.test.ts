import { createServer } from 'node:http';
import { AddressInfo, connect } from 'node:net';
import { once } from 'node:events';
import { closeConnectionsOnShutdown } from './closeConnectionsOnShutdown';

describe('closeConnectionsOnShutdown', () => {
  it('ends a connection that would hold up the stop', async () => {
    const hooks: Array<() => void | Promise<void>> = [];
    const server = createServer(() => {
      // Never answers, as a long poll.
    });
    closeConnectionsOnShutdown(
      server,
      {
        addStartupHook: () => {},
        addShutdownHook: hook => hooks.push(hook),
      },
      10,
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = connect(port, '127.0.0.1');
    client.on('error', () => {});
    client.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
    await once(server, 'request');

    const closed = once(server, 'close');
    server.close();
    hooks.forEach(hook => hook());
    await closed;
    expect(server.listening).toBe(false);
    client.destroy();
  });
});
