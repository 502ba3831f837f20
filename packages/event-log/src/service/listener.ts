import { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { CHANNEL } from './notifier';

const RECONNECT_MS = 1000;

/** What `pg` gives as a connection, as far as listening needs it. */
interface RawConnection {
  query(sql: string): Promise<unknown>;
  end(): Promise<void>;
  on(event: 'notification' | 'error' | 'end', handler: () => void): void;
}

/** The one connection of this process that hears of new events. */
export interface Listener {
  stop(): Promise<void>;
}

/**
 * Listens on a connection of its own, outside the pool, and connects again
 * whenever it breaks. `wake` is also called after each (re)connection, since
 * what was sent in between is lost.
 */
export function startListener(knex: Knex, wake: () => void): Listener {
  const stopping = new AbortController();
  let current: RawConnection | undefined;

  const listen = async () => {
    const connection: RawConnection = await knex.client.acquireRawConnection();
    const ended = new Promise<void>(resolve => {
      connection.on('end', resolve);
      connection.on('error', resolve);
    });
    current = connection;
    try {
      if (stopping.signal.aborted) return;
      connection.on('notification', wake);
      await connection.query(`LISTEN ${CHANNEL}`);
      wake();
      await ended;
    } finally {
      current = undefined;
      connection.end().catch(() => undefined);
    }
  };

  const running = (async () => {
    while (!stopping.signal.aborted) {
      // The poll of each consumer reports a database that stays away.
      await listen().catch(() => undefined);
      await sleep(RECONNECT_MS, undefined, { signal: stopping.signal }).catch(
        () => undefined,
      );
    }
  })();

  return {
    async stop() {
      stopping.abort();
      await current?.end().catch(() => undefined);
      await running;
    },
  };
}
