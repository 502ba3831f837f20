import { Knex } from 'knex';

/** How far the tables have read, from the tables themselves: as true as they are. */
export async function readPosition(knex: Knex): Promise<string> {
  const { rows } = await knex.raw<{ rows: { position: string }[] }>(
    `SELECT position::text FROM log_position WHERE consumer = 'security'`,
  );
  return rows[0]?.position ?? '0';
}
