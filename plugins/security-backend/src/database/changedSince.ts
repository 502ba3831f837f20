import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

/** Which of these findings a scan or a person changed after a preview was made. */
export async function loadChangedSince(
  knex: Knex,
  findingIds: readonly string[],
  previewed: { decision: string; position: string },
): Promise<Set<string>> {
  const { rows } = await knex.raw<{ rows: { finding_id: string }[] }>(
    `SELECT f.finding_id FROM finding f WHERE f.finding_id = ANY(?::text[])
       AND (f.position > ?::bigint OR EXISTS (SELECT FROM finding_decision d
         WHERE d.identity = f.identity AND d.id > ?::bigint))`,
    [arrayLiteral(findingIds), previewed.position, previewed.decision],
  );
  return new Set(rows.map(row => row.finding_id));
}
