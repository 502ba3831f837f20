import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { FriendlyError } from './friendlyError.mjs';

/**
 * Lets one process at a time use a data folder. Whoever has it answers on a socket, which no
 * crash and no number of a process used again can leave behind looking alive.
 *
 * @param {string} folder
 * @param {string} address where the portal will be
 * @returns {Promise<() => void>} lets go
 */
export async function claimFolder(folder, address) {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  // Not in the folder: the path of a socket has room for about a hundred characters.
  const socket = path.join(os.tmpdir(), `quarterdeck-${name}.sock`);
  const other = await ask(socket);
  if (other) {
    throw new FriendlyError(
      `Quarterdeck already runs with this data on ${other}: use that one, stop it, or give another folder with --data-dir.`,
    );
  }
  fs.rmSync(socket, { force: true });
  const server = net.createServer(client => {
    client.on('error', () => {});
    client.end(`${address} (process ${process.pid})`);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, () => resolve(undefined));
  });
  server.unref();
  return () => server.close();
}

/**
 * @param {string} socket
 * @returns {Promise<string | undefined>} what the one who has the folder answers
 */
function ask(socket) {
  return new Promise(resolve => {
    let answer = '';
    const client = net.connect(socket);
    client.setEncoding('utf8');
    client.setTimeout(2_000, () => client.destroy());
    client.on('data', chunk => {
      answer += chunk;
    });
    client.on('error', () => {});
    client.on('close', () => resolve(answer || undefined));
  });
}
