import net from 'node:net';

/**
 * @param {number} [port] 0: any
 * @param {string} [host]
 * @returns {Promise<number>} the port that was free
 */
function tryPort(port = 0, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const chosen = typeof address === 'object' ? address?.port : undefined;
      server.close(() => resolve(chosen ?? port));
    });
  });
}

/** @returns {Promise<number>} a port nobody listens on */
export function findFreePort() {
  return tryPort();
}

/**
 * Whether a server of ours could listen on a port.
 *
 * @param {number} port
 * @param {string} [host]
 */
export async function isPortFree(port, host) {
  try {
    await tryPort(port, host);
    return true;
  } catch {
    return false;
  }
}
