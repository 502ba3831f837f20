import { Knex } from 'knex';
import { receiptFloor } from '../service/receipt';

const dayMs = 86_400_000;
const daysAhead = 7;
const tables = ['delivery', 'delivery_body'] as const;

const startOfDay = (at: Date) => Math.floor(at.getTime() / dayMs) * dayMs;
const dayName = (ms: number) =>
  new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');

/**
 * Makes the partitions of today and the week ahead, and of yesterday for a
 * delivery that was on its way at midnight. A lock lets replicas do it in turn.
 */
export async function makeDeliveryPartitions(
  knex: Knex,
  now: Date,
): Promise<void> {
  const today = startOfDay(now);
  await knex.transaction(async tx => {
    await tx.raw(
      `select pg_advisory_xact_lock(hashtextextended('quarterdeck.ingest.partitions', 0))`,
    );
    for (let day = -1; day <= daysAhead; day += 1) {
      const from = today + day * dayMs;
      for (const table of tables) {
        // Bodies are compressed already: no second try at it, and rows of up to
        // a page stay in the table instead of going through TOAST.
        await tx.raw(
          `create table if not exists ${table}_${dayName(from)}
             partition of ${table}
             for values from ('${receiptFloor(new Date(from))}')
                          to ('${receiptFloor(new Date(from + dayMs))}')
             ${
               table === 'delivery_body'
                 ? 'with (toast_tuple_target = 8160)'
                 : ''
             }`,
        );
      }
      await tx.raw(
        `alter table delivery_body_${dayName(
          from,
        )} alter column data set storage external`,
      );
    }
  });
}

/** Drops the days whose bodies are older than that. Gives back their names. */
export async function dropOldDeliveryPartitions(
  knex: Knex,
  olderThan: Date,
): Promise<string[]> {
  const limit = dayName(startOfDay(olderThan));
  const { rows } = await knex.raw<{ rows: { name: string }[] }>(
    `select child.relname as name
       from pg_inherits
       join pg_class child on child.oid = inhrelid
      where inhparent in ('delivery'::regclass, 'delivery_body'::regclass)
        and right(child.relname, 8) < ?`,
    [limit],
  );
  for (const { name } of rows) {
    await knex.raw('drop table if exists ??', [name]);
  }
  return rows.map(row => row.name);
}

/** Forgets keys past their time and minutes older than the bodies. */
export async function forgetOldKeysAndMinutes(
  knex: Knex,
  options: { now: Date; minutesBefore: Date },
): Promise<void> {
  // In slices, so that no single statement holds many locks for long.
  for (;;) {
    const { rowCount } = await knex.raw<{ rowCount: number }>(
      `delete from delivery_key where ctid = any (array(
         select ctid from delivery_key where valid_until < ? limit 10000))`,
      [options.now],
    );
    if (rowCount < 10_000) break;
  }
  await knex.raw('delete from source_minute where minute < ?', [
    options.minutesBefore,
  ]);
}
