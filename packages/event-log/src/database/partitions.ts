import { Position } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import { readHead } from './horizon';

const PARTITION_LOCK = 5642027;
const RETENTION_LOCK = 5642028;

/** Both tables are cut at the same positions, and their parts go together. */
const partitionedTables = ['event', 'record_chunk'] as const;

/** One part of `log.event`: positions from `from`, below `to`. */
export interface Partition {
  name: string;
  from: bigint;
  to: bigint;
  /** A detach that was killed half way; it must be finished first. */
  detachPending: boolean;
}

/** The parts of a table in order of position. */
export async function listPartitions(
  knex: Knex,
  table: (typeof partitionedTables)[number] = 'event',
): Promise<Partition[]> {
  const result = await knex.raw<{
    rows: Array<{ name: string; bound: string; pending: boolean }>;
  }>(
    `SELECT c.relname AS name, i.inhdetachpending AS pending,
       pg_get_expr(c.relpartbound, c.oid) AS bound
     FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = ?::regclass`,
    [`log.${table}`],
  );
  return result.rows
    .map(({ name, bound, pending }) => {
      const [from, to] = [...bound.matchAll(/\d+/g)].map(([n]) => BigInt(n));
      if (from === undefined || to === undefined) {
        throw new Error(`log.${name} is not a range of positions: ${bound}`);
      }
      return { name, from, to, detachPending: pending };
    })
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

/**
 * Makes parts until at least two sizes lie ahead of the sequence. They are made
 * apart and attached, because `CREATE TABLE … PARTITION OF` would wait for every
 * open append and hold up all later ones.
 */
export async function ensurePartitions(
  knex: Knex,
  size: number,
): Promise<void> {
  await knex.transaction(async tx => {
    await tx.raw('SELECT pg_advisory_xact_lock(?)', [PARTITION_LOCK]);
    const last = (await listPartitions(tx)).at(-1);
    const head = BigInt(await readHead(tx));
    let from = last?.to ?? 0n;
    while (from < head + 2n * BigInt(size)) {
      const to = from + BigInt(size);
      for (const table of partitionedTables) {
        const name = `log.${table}_p${from}`;
        await tx.raw(`
          CREATE TABLE ${name} (LIKE log.${table} INCLUDING ALL);
          ALTER TABLE log.${table} ATTACH PARTITION ${name}
            FOR VALUES FROM (${from}) TO (${to});
        `);
      }
      from = to;
    }
  });
}

/**
 * Drops the oldest parts while every event in them was recorded before
 * `olderThan`, and answers what it dropped. A part that still takes events
 * stays. Detaching CONCURRENTLY lets appends and reads go on meanwhile, needs a
 * connection outside any transaction, and may have been killed half way.
 */
export async function dropOldPartitions(
  knex: Knex,
  olderThan: Date,
): Promise<Partition[]> {
  const dropped: Partition[] = [];
  const head = BigInt(await readHead(knex));
  for (const partition of await listPartitions(knex)) {
    if (partition.to > head) break;
    if (await holdsNewer(knex, partition, olderThan)) break;
    for (const table of partitionedTables) {
      const suffix = `_p${partition.from}`;
      const part = (await listPartitions(knex, table)).find(candidate =>
        candidate.name.endsWith(suffix),
      );
      if (part) {
        await knex.raw(
          `ALTER TABLE log.${table} DETACH PARTITION log.${table}${suffix} ${
            part.detachPending ? 'FINALIZE' : 'CONCURRENTLY'
          }`,
        );
      }
      await knex.raw(`DROP TABLE IF EXISTS log.${table}${suffix}`);
    }
    // A letter without its event could neither be shown nor replayed.
    await knex.raw('DELETE FROM log.dead_letter WHERE position < ?', [
      partition.to.toString(),
    ]);
    dropped.push(partition);
  }
  return dropped;
}

async function holdsNewer(
  knex: Knex,
  partition: Partition,
  olderThan: Date,
): Promise<boolean> {
  // The newest row answers nearly always; the whole part is read before a drop.
  const result = await knex.raw<{ rows: Array<{ newer: boolean }> }>(
    `SELECT coalesce((SELECT recorded_at >= ? FROM log.${partition.name}
         ORDER BY position DESC LIMIT 1), false)
       OR EXISTS (SELECT 1 FROM log.${partition.name} WHERE recorded_at >= ?)
       AS newer`,
    [olderThan, olderThan],
  );
  return result.rows[0]?.newer ?? true;
}

/** The first position the log still keeps, and in how many parts. */
export async function readExtent(
  knex: Knex,
): Promise<{ oldest: Position; partitions: number; complete: boolean }> {
  // One that is being detached can no longer be read.
  const partitions = (await listPartitions(knex)).filter(
    ({ detachPending }) => !detachPending,
  );
  const first = partitions[0]?.from ?? 0n;
  return {
    oldest: (first > 0n ? first : 1n).toString(),
    partitions: partitions.length,
    complete: first === 0n,
  };
}

/** When the first event the log still keeps was recorded; now if it is empty. */
export async function readBeginning(knex: Knex): Promise<Date> {
  const result = await knex.raw<{ rows: Array<{ recorded_at: Date }> }>(
    'SELECT recorded_at FROM log.event ORDER BY position LIMIT 1',
  );
  return result.rows[0]?.recorded_at ?? new Date();
}

/**
 * {@link dropOldPartitions} by one replica at a time. The lock's transaction
 * touches no table, so that detaching does not wait for it.
 */
export async function dropExpired(
  knex: Knex,
  olderThan: Date,
): Promise<Partition[]> {
  return knex.transaction(async tx => {
    const result = await tx.raw<{ rows: Array<{ mine: boolean }> }>(
      'SELECT pg_try_advisory_xact_lock(?) AS mine',
      [RETENTION_LOCK],
    );
    return result.rows[0]?.mine ? dropOldPartitions(knex, olderThan) : [];
  });
}
