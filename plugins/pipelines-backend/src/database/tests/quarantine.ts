import { Knex } from 'knex';
import { z } from 'zod';
import { EntitySet } from '../../service/entitySet';
import { allOf, Condition, inEntities, where } from '../conditions';

const rowSchema = z.object({
  id: z.string(),
  entity_ref: z.string(),
  suite: z.string(),
  name: z.string(),
  reason: z.string(),
  created_by: z.string(),
  created_at: z.date(),
  until: z.date(),
  ended_at: z.date().nullable(),
  ended_by: z.string().nullable(),
});

/** A record: who took which test out, why, until when. */
export type QuarantineRow = z.infer<typeof rowSchema>;

/** Writes a record; an open one of the same test ends. */
export async function insertQuarantine(
  tx: Knex.Transaction,
  row: QuarantineRow,
): Promise<void> {
  await tx.raw(
    `UPDATE test_quarantine SET ended_at = ?, ended_by = ?
      WHERE entity_ref = ? AND suite = ? AND name = ? AND ended_at IS NULL`,
    [row.created_at, row.created_by, row.entity_ref, row.suite, row.name],
  );
  await tx('test_quarantine').insert(row);
}

/** One record; `lock` keeps others from ending it meanwhile. */
export async function getQuarantine(
  tx: Knex.Transaction,
  id: string,
): Promise<QuarantineRow | undefined> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    'SELECT * FROM test_quarantine WHERE id = ? FOR UPDATE',
    [id],
  );
  return rows.length > 0 ? rowSchema.parse(rows[0]) : undefined;
}

/** Ends a record. */
export async function endQuarantine(
  tx: Knex.Transaction,
  id: string,
  end: { at: Date; by: string },
): Promise<void> {
  await tx.raw(
    'UPDATE test_quarantine SET ended_at = ?, ended_by = ? WHERE id = ?',
    [end.at, end.by, id],
  );
}

/** Records: open ones by their end, ended ones newest first. */
export async function listQuarantine(
  knex: Knex,
  filter: { entities: EntitySet; now: Date; active: boolean },
  page: { limit: number; cursor?: [string, string] },
): Promise<QuarantineRow[]> {
  const { now, active } = filter;
  const order = active ? 'until' : 'least(until, coalesce(ended_at, until))';
  const conditions: Condition[] = [
    inEntities('entity_ref', filter.entities),
    active
      ? where('ended_at IS NULL AND until > ?', now)
      : where('ended_at IS NOT NULL OR until <= ?', now),
  ];
  if (page.cursor) {
    conditions.push(
      where(
        `(${order}, id) ${active ? '>' : '<'} (?::timestamptz, ?::uuid)`,
        ...page.cursor,
      ),
    );
  }
  const match = allOf(conditions);
  const way = active ? 'ASC' : 'DESC';
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT * FROM test_quarantine WHERE ${match.sql}
      ORDER BY ${order} ${way}, id ${way} LIMIT ?`,
    [...match.bindings, page.limit],
  );
  return rows.map(row => rowSchema.parse(row));
}

/** How many are open. */
export async function countQuarantine(
  knex: Knex,
  filter: { entities: EntitySet; now: Date },
): Promise<number> {
  const match = inEntities('entity_ref', filter.entities);
  const { rows } = await knex.raw<{ rows: { n: string }[] }>(
    `SELECT count(*) AS n FROM test_quarantine
      WHERE ended_at IS NULL AND until > ? AND (${match.sql})`,
    [filter.now, ...match.bindings],
  );
  return Number(rows[0]?.n ?? 0);
}
