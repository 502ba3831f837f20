import { Knex } from 'knex';
import { findingColumns, settledColumns } from './settlingColumns';

const of = (table: string, names: readonly string[]) =>
  names.map(name => `${table}.${name}`).join(', ');

/**
 * Writes what came of the settled rows into the table of findings: those that are
 * new, each with every index once, and of the others those that are not as before.
 */
export async function writeSettled(tx: Knex): Promise<void> {
  await tx.raw(
    `UPDATE finding f SET ${settledColumns
      .map(name => `${name} = s.${name}`)
      .join(', ')}
     FROM touched_finding t JOIN settling s USING (finding_id)
     WHERE f.finding_id = t.finding_id
       AND (${of('f', settledColumns)}) IS DISTINCT FROM (${of(
      's',
      settledColumns,
    )})`,
  );
  await tx.raw(
    `INSERT INTO finding (${findingColumns.join(', ')})
     SELECT ${of('s', findingColumns)} FROM settling s
     WHERE NOT EXISTS (SELECT FROM touched_finding t WHERE t.finding_id = s.finding_id)
     ORDER BY s.finding_id`,
  );
}
