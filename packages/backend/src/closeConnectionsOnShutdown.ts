import { Server } from 'node:http';
import { Socket } from 'node:net';
import { LifecycleService } from '@backstage/backend-plugin-api';

/**
 * Ends what is still open a moment after the server stopped to accept. Backstage waits for every
 * connection, and among them are its own: each process holds a long poll of the events bus (up to
 * 55 s), each open page a WebSocket, so that no stop would be quick.
 */
export function closeConnectionsOnShutdown(
  server: Server,
  lifecycle: LifecycleService,
  graceMilliseconds = 1_500,
): void {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  lifecycle.addShutdownHook(() => {
    setTimeout(
      () => open.forEach(socket => socket.destroy()),
      graceMilliseconds,
    ).unref();
  });
}
