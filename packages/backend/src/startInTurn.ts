import { setTimeout as sleep } from 'node:timers/promises';
import { Client, ClientConfig } from 'pg';
import { Config } from '@backstage/config';
import { z } from 'zod';

const connectionSchema = z.union([
  z.string(),
  // Another `type` is a connector of Backstage's own (a cloud's), which only it can use.
  z.custom<ClientConfig>(
    value =>
      typeof value === 'object' &&
      value !== null &&
      (!('type' in value) || value.type === 'default'),
  ),
]);

/** Longer than any start; a process that hangs must not hold back the others for good. */
const longestWaitMs = 180_000;
const pollMs = 150;

/**
 * Starts the portal while no other replica starts on the same database: the migrations of
 * Backstage's own plugins are not safe for two at once (`MigrationLocked`, a table made twice), so
 * of two portals started on an empty database one would fail. A process that is killed while it
 * starts lets go with its connection.
 *
 * Where the database cannot be asked the start goes on at once, and says itself what is wrong.
 */
export async function startInTurn(
  config: Config,
  start: () => Promise<unknown>,
): Promise<void> {
  const turn = await takeTurn(config);
  try {
    await start();
  } finally {
    await turn?.end().catch(() => undefined);
  }
}

async function takeTurn(config: Config): Promise<Client | undefined> {
  const connection = connectionSchema.safeParse(
    config.getOptional('backend.database.connection'),
  );
  if (!connection.success) return undefined;
  const client = new Client(connection.data);
  // Lost while we start: the turn is over, the start is not.
  client.on('error', () => undefined);
  try {
    await client.connect();
    // Asked for again and again: a statement that waits has a snapshot, and the catalog's
    // migrations make indexes concurrently, which wait for every snapshot there is.
    const until = Date.now() + longestWaitMs;
    while (!(await isOurTurn(client)) && Date.now() < until) {
      await sleep(pollMs);
    }
    return client;
  } catch {
    await client.end().catch(() => undefined);
    return undefined;
  }
}

async function isOurTurn(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    `select pg_try_advisory_lock(hashtextextended('quarterdeck.start', 0)) as taken`,
  );
  return rows[0]?.taken === true;
}
