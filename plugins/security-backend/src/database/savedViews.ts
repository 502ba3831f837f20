import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

const viewSchema = z.object({
  id: z.string(),
  owner: z.string(),
  name: z.string(),
  query: z.string(),
  created_by: z.string(),
  created_at: z.date(),
  changed_by: z.string(),
  changed_at: z.date(),
});

/** A list somebody keeps under a name. */
export type SavedViewRow = z.infer<typeof viewSchema>;

/** Views of these owners, by name. */
export async function selectViews(
  knex: Knex,
  owners: readonly string[],
  only: { id?: string } = {},
): Promise<SavedViewRow[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT * FROM saved_view WHERE owner = ANY(?::text[])
       AND (?::uuid IS NULL OR id = ?::uuid) ORDER BY lower(name), owner`,
    [arrayLiteral(owners), only.id ?? null, only.id ?? null],
  );
  return z.array(viewSchema).parse(rows);
}

/**
 * Files a view, or what is different of one.
 * @returns `false`: its owner has another of that name.
 */
export async function saveView(tx: Knex, row: SavedViewRow): Promise<boolean> {
  const taken = await tx('saved_view')
    .where({ owner: row.owner })
    .whereRaw('lower(name) = lower(?)', [row.name])
    .whereNot({ id: row.id })
    .first('id');
  if (taken) return false;
  await tx('saved_view').insert(row).onConflict('id').merge();
  return true;
}

/** Forgets a view. */
export async function removeView(tx: Knex, id: string): Promise<boolean> {
  return (await tx('saved_view').where({ id }).delete()) > 0;
}

/** One writer at a time changes the views of an owner; until the end of the transaction. */
export async function lockViews(tx: Knex, owner: string): Promise<void> {
  await tx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 5618))', [
    owner,
  ]);
}
