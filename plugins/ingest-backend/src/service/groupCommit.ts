import { isDatabaseAway, portalMetrics } from '@quarterdeck/plugin-portal-node';
import { RefusalError, unavailable } from './refusal';

/** Puts many requests into one transaction. */
export interface GroupCommit<Entry, Outcome> {
  /** Settles after the commit that holds the entry. */
  submit(entry: Entry): Promise<Outcome>;
  /** Entries that wait or are being stored. */
  readonly waiting: number;
  stop(): void;
}

/** Options of {@link createGroupCommit}. */
export interface GroupCommitOptions<Entry, Outcome> {
  /**
   * Stores a group in one transaction. `take` is called once, when the
   * connection is there: entries whose sender was sent away meanwhile are gone.
   */
  store(take: () => Entry[]): Promise<Outcome[]>;
  /** Size of an entry, in events or the like. */
  weight(entry: Entry): number;
  /** Memory it holds. */
  bytes(entry: Entry): number;
  maxGroupWeight?: number;
  maxGroupEntries?: number;
  maxInFlight?: number;
  maxWaiting?: number;
  maxWaitingBytes?: number;
  timeoutMs?: number;
}

interface Waiting<Entry, Outcome> {
  entry: Entry;
  since: number;
  settled: boolean;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

/** From this much waiting on, a second group starts beside one in flight. */
const secondGroupFrom = { entries: 48, weight: 500 };
const sweepMs = 100;

/**
 * Nothing waits for a timer: the first entry leaves at the end of the event
 * loop's turn, those that come while it is being stored form the next group.
 * So a group is as large as the load makes it, and one request alone waits for
 * nobody. A group that fails for a reason of its data is stored one by one; one
 * that fails because Postgres is away is answered 503.
 */
export function createGroupCommit<Entry, Outcome>(
  options: GroupCommitOptions<Entry, Outcome>,
): GroupCommit<Entry, Outcome> {
  const {
    store,
    weight,
    bytes,
    maxGroupWeight = 2000,
    maxGroupEntries = 256,
    maxInFlight = 2,
    maxWaiting = 5000,
    maxWaitingBytes = 256 * 1024 * 1024,
    timeoutMs = 4000,
  } = options;
  type Item = Waiting<Entry, Outcome>;
  let queue: Item[] = [];
  let queueWeight = 0;
  const pending = new Set<Item>();
  let pendingBytes = 0;
  let inFlight = 0;
  let scheduled = false;

  const groupSize = portalMetrics.histogram(
    'quarterdeck_ingest_group_size',
    'Deliveries that shared one commit.',
    [],
    [1, 2, 4, 8, 16, 32, 64, 128, 256],
  );
  const groupSeconds = portalMetrics.histogram(
    'quarterdeck_ingest_group_duration_seconds',
    'Time one shared transaction took.',
    ['outcome'],
  );

  const settle = (item: Item, act: () => void) => {
    if (item.settled) return;
    item.settled = true;
    pending.delete(item);
    pendingBytes -= bytes(item.entry);
    act();
  };

  const storeItems = async (items: Item[]): Promise<void> => {
    let taken: Item[] = [];
    const outcomes = await store(() => {
      taken = items.filter(item => !item.settled);
      return taken.map(item => item.entry);
    });
    taken.forEach((item, index) =>
      settle(item, () => item.resolve(outcomes[index])),
    );
  };

  const failAll = (items: Item[], error: unknown) =>
    items.forEach(item => settle(item, () => item.reject(error)));

  const storeOneByOne = async (items: Item[]): Promise<void> => {
    for (const item of items) {
      if (item.settled) continue;
      try {
        await storeItems([item]);
      } catch (error) {
        failAll([item], error);
      }
    }
  };

  const runGroup = async (items: Item[]): Promise<void> => {
    const stop = groupSeconds.startTimer();
    groupSize.observe(items.length);
    try {
      await storeItems(items);
      stop({ outcome: 'stored' });
    } catch (error) {
      stop({ outcome: 'failed' });
      const away = isDatabaseAway(error);
      if (away || items.length === 1) failAll(items, error);
      else await storeOneByOne(items);
    }
  };

  const takeGroup = (): Item[] => {
    let total = 0;
    let count = 0;
    for (const item of queue) {
      total += weight(item.entry);
      if (count > 0 && total > maxGroupWeight) break;
      count += 1;
      if (count >= maxGroupEntries) break;
    }
    const group = queue.splice(0, count);
    for (const item of group) queueWeight -= weight(item.entry);
    return group;
  };
  const mayStart = () =>
    queue.length > 0 &&
    inFlight < maxInFlight &&
    (inFlight === 0 ||
      queue.length >= secondGroupFrom.entries ||
      queueWeight >= secondGroupFrom.weight);

  function startGroup() {
    inFlight += 1;
    runGroup(takeGroup()).finally(() => {
      inFlight -= 1;
      schedule();
    });
  }

  function pump() {
    scheduled = false;
    while (mayStart()) startGroup();
  }

  function schedule() {
    if (scheduled || !mayStart()) return;
    scheduled = true;
    setImmediate(pump);
  }

  const sweep = setInterval(() => {
    if (pending.size === 0) return;
    const limit = Date.now() - timeoutMs;
    for (const item of pending) {
      // Insertion order is age order.
      if (item.since > limit) break;
      settle(item, () =>
        item.reject(
          new RefusalError(
            unavailable(
              'The database does not answer. Nothing was acknowledged; send it again in a moment.',
            ),
          ),
        ),
      );
    }
    queue = queue.filter(item => {
      if (item.settled) queueWeight -= weight(item.entry);
      return !item.settled;
    });
  }, sweepMs);
  sweep.unref();

  return {
    get waiting() {
      return pending.size;
    },
    submit(entry) {
      if (pending.size >= maxWaiting || pendingBytes > maxWaitingBytes) {
        return Promise.reject(
          new RefusalError(
            unavailable(
              'Too many deliveries wait to be stored. Send it again in a moment.',
              1,
            ),
          ),
        );
      }
      return new Promise((resolve, reject) => {
        const item: Item = {
          entry,
          since: Date.now(),
          settled: false,
          resolve,
          reject,
        };
        pending.add(item);
        pendingBytes += bytes(entry);
        queue.push(item);
        queueWeight += weight(entry);
        schedule();
      });
    },
    stop() {
      clearInterval(sweep);
    },
  };
}
