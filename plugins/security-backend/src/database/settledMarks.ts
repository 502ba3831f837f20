import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

/** What a reading of the tables saw. */
export interface Sight {
  /** The transactions it saw, as Postgres writes them. */
  snapshot: string;
  /** Which tables: a rebuild puts others in their place. */
  tables: string;
}

/** What was settled since an earlier look; of very many entities it is not told of which. */
export interface Settled {
  sight: Sight;
  entities: readonly string[] | 'many';
}

const sightSchema = z.object({
  snapshot: z.string(),
  tables: z.string(),
  entities: z.array(z.string()),
});

/** Of more entities at once it is not worth to tell them apart. */
const many = 2000;

/** Notes, in the transaction that changes them, whose findings, scans or SBOMs are not what they were. */
export async function markSettled(
  tx: Knex,
  entityRefs: readonly string[],
): Promise<void> {
  if (entityRefs.length === 0) return;
  await tx.raw(
    'INSERT INTO settled_mark (entity_ref) SELECT * FROM unnest(?::text[])',
    [arrayLiteral(entityRefs)],
  );
}

/** What can be seen now, and what was settled since an earlier look. */
export async function lookForSettled(
  knex: Knex,
  earlier: Sight | undefined,
): Promise<Settled> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    // Marks of transactions that the earlier look could not see. All before the
    // oldest that was under way then it saw, so that only the newest marks are read.
    `SELECT pg_current_snapshot()::text AS snapshot,
       to_regclass('finding')::oid::text AS tables,
       ${
         earlier
           ? `ARRAY(SELECT DISTINCT m.entity_ref FROM settled_mark m
         WHERE m.settled_by >= pg_snapshot_xmin(?::pg_snapshot)
           AND NOT pg_visible_in_snapshot(m.settled_by, ?::pg_snapshot)
         LIMIT ${many + 1})`
           : `'{}'::text[]`
       } AS entities`,
    earlier ? [earlier.snapshot, earlier.snapshot] : [],
  );
  const { entities, ...sight } = sightSchema.parse(rows[0]);
  return {
    sight,
    entities:
      entities.length > many || (earlier && earlier.tables !== sight.tables)
        ? 'many'
        : entities,
  };
}

/**
 * Removes marks that a clean-up saw an hour ago already, however long their
 * transaction took: nobody keeps an answer for that long.
 */
export async function forgetMarks(knex: Knex): Promise<void> {
  await knex.raw(
    `WITH gone AS (DELETE FROM settled_mark WHERE old_since < now() - interval '1 hour')
     UPDATE settled_mark SET old_since = now() WHERE old_since IS NULL`,
  );
}

const nextSchema = z.object({
  due: z.date().nullable(),
  soon: z.date().nullable(),
});

/**
 * When the next due date of an open finding passes one of two moments: until then
 * what is past due, and what is due soon, does not change by itself.
 */
export async function nextDueDates(
  knex: Knex,
  at: { now: Date; soon: Date },
): Promise<z.infer<typeof nextSchema>> {
  const next = `(SELECT f.sla_due FROM finding f WHERE f.listed AND f.is_open
    AND coalesce(f.sla_due, 'infinity'::timestamptz) >= ?
    ORDER BY coalesce(f.sla_due, 'infinity'::timestamptz) LIMIT 1)`;
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT ${next} AS due, ${next} AS soon`,
    [at.now, at.soon],
  );
  return nextSchema.parse(rows[0]);
}
