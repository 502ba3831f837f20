import { Position } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';

/**
 * The wrong horizon, which the tests put in the place of the right one to show
 * that they would notice: the highest position that is visible.
 */
export async function readHighestPosition(tx: Knex): Promise<Position> {
  const result = await tx.raw<{ rows: Array<{ highest: string }> }>(
    'SELECT coalesce(max(position), 0) AS highest FROM log.event',
  );
  return result.rows[0]?.highest ?? '0';
}
