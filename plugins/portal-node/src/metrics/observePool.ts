import { Knex } from 'knex';
import { z } from 'zod';
import { portalMetrics } from './portalMetrics';

/** The part of knex's pool that counts; knex itself leaves it untyped. */
const poolSchema = z.object({
  max: z.number(),
  numUsed: z.custom<() => number>(value => typeof value === 'function'),
  numFree: z.custom<() => number>(value => typeof value === 'function'),
  numPendingAcquires: z.custom<() => number>(
    value => typeof value === 'function',
  ),
});

/** Connections of one pool at one moment. */
export interface PoolFigures {
  used: number;
  free: number;
  /** Questions that wait for a connection. */
  waiting: number;
  max: number;
}

/** Read anew each time: a destroyed knex has no pool. */
function poolFigures(knex: Knex): PoolFigures | undefined {
  const pool: unknown = knex.client?.pool;
  const parsed = poolSchema.safeParse(pool);
  if (!parsed.success) return undefined;
  // Called on the pool itself: its counters are methods.
  const call = (read: () => number) => read.call(pool);
  return {
    used: call(parsed.data.numUsed),
    free: call(parsed.data.numFree),
    waiting: call(parsed.data.numPendingAcquires),
    max: parsed.data.max,
  };
}

const observed = new Map<string, Knex>();

/** Shows the connections of a plugin's pool at `/metrics`, read at each scrape. */
export function observePool(pluginId: string, knex: Knex): void {
  observed.set(pluginId, knex);
  const gauge = (
    name: string,
    help: string,
    figure: (pool: PoolFigures) => number,
  ) =>
    portalMetrics.gauge(name, help, ['plugin'], function collect() {
      this.reset();
      for (const [plugin, client] of observed) {
        const figures = poolFigures(client);
        if (figures) this.set({ plugin }, figure(figures));
      }
    });
  gauge(
    'quarterdeck_database_pool_used',
    'Connections in use',
    pool => pool.used,
  );
  gauge(
    'quarterdeck_database_pool_free',
    'Connections open and idle',
    pool => pool.free,
  );
  gauge(
    'quarterdeck_database_pool_waiting',
    'Questions that wait for a connection',
    pool => pool.waiting,
  );
  gauge(
    'quarterdeck_database_pool_max',
    'Connections the pool may open',
    pool => pool.max,
  );
}
