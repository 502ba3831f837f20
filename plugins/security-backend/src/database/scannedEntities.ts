import { Knex } from 'knex';

/** Entities that were ever scanned. */
export async function loadScannedEntities(knex: Knex): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { entity_ref: string }[] }>(
    'SELECT DISTINCT entity_ref FROM scan_target',
  );
  return rows.map(row => row.entity_ref);
}
