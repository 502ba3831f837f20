import { Knex } from 'knex';
import { RunId } from './runRows';
import { arrayLiteral } from './writeRows';

/** The attempts among these runs that a pending gate holds. */
export async function loadWaitingRuns(
  tx: Knex,
  ids: readonly RunId[],
): Promise<(RunId & { attempt: number })[]> {
  if (ids.length === 0) return [];
  const result = await tx.raw<{
    rows: { instance: string; id: string; attempt: number }[];
  }>(
    `SELECT DISTINCT g.instance, g.run_external_id AS id,
            coalesce(g.run_attempt, 1) AS attempt
     FROM unnest(?::text[], ?::text[]) AS k(instance, external_id)
     JOIN gate g ON g.instance = k.instance AND g.run_external_id = k.external_id
     WHERE g.waiting`,
    [
      arrayLiteral(ids.map(id => id.instance)),
      arrayLiteral(ids.map(id => id.externalId)),
    ],
  );
  return result.rows.map(row => ({
    instance: row.instance,
    externalId: row.id,
    attempt: row.attempt,
  }));
}
