import { Knex } from 'knex';

/** A marker as it is kept. */
export interface MarkerRow {
  id: string;
  scope_ref: string | null;
  at: Date;
  label: string;
  by: string;
  created_at: Date;
}

/** Markers of a scope and those of everybody, newest first. */
export async function listMarkers(
  knex: Knex,
  scope: string | null,
): Promise<MarkerRow[]> {
  const result = await knex.raw<{ rows: MarkerRow[] }>(
    `SELECT * FROM marker WHERE scope_ref IS NULL OR scope_ref = ?
     ORDER BY at DESC, id LIMIT 200`,
    [scope?.toLocaleLowerCase('en-US') ?? null],
  );
  return result.rows;
}

/** Writes a marker. */
export async function insertMarker(tx: Knex, row: MarkerRow): Promise<void> {
  await tx.raw(
    `INSERT INTO marker (id, scope_ref, at, label, by, created_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [row.id, row.scope_ref, row.at, row.label, row.by, row.created_at],
  );
}

/** A marker, locked for a change. */
export async function lockMarker(
  tx: Knex,
  id: string,
): Promise<MarkerRow | undefined> {
  const result = await tx.raw<{ rows: MarkerRow[] }>(
    'SELECT * FROM marker WHERE id = ? FOR UPDATE',
    [id],
  );
  return result.rows[0];
}

/** Takes a marker away. */
export async function removeMarker(tx: Knex, id: string): Promise<void> {
  await tx.raw('DELETE FROM marker WHERE id = ?', [id]);
}
