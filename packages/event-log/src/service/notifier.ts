import { Knex } from 'knex';

/** The channel of `LISTEN`; the message carries nothing. */
export const CHANNEL = 'quarterdeck_log';

const SHORTEST_INTERVAL_MS = 20;

/** Tells all replicas that there is something new. */
export interface Notifier {
  /** Call after a commit. At most one notification per 20 ms leaves the process. */
  notify(): void;
  stop(): Promise<void>;
}

/**
 * Notifications are statements of their own after the commit: `NOTIFY` inside a
 * transaction takes a lock over the whole cluster when that commits. One that
 * is lost costs a poll interval.
 */
export function createNotifier(knex: Knex): Notifier {
  let lastSent = 0;
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<unknown> | undefined;
  let wanted = false;
  let stopped = false;

  function schedule() {
    wanted = true;
    // While Postgres is away one statement waits for it, not one every 20 ms.
    if (stopped || timer || sending) return;
    const wait = lastSent + SHORTEST_INTERVAL_MS - Date.now();
    if (wait > 0) {
      timer = setTimeout(() => {
        timer = undefined;
        schedule();
      }, wait);
      return;
    }
    lastSent = Date.now();
    wanted = false;
    sending = knex
      .raw('SELECT pg_notify(?, ?)', [CHANNEL, ''])
      .then(undefined, () => undefined)
      .finally(() => {
        sending = undefined;
        if (wanted) schedule();
      });
  }

  return {
    notify: schedule,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await sending;
    },
  };
}
