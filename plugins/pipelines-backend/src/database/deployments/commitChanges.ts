import { Knex } from 'knex';
import { Change } from '@quarterdeck/plugin-ingest-common';
import { changeTable, factColumns, FactRow, selectFacts } from '../factRows';
import { arrayLiteral } from '../writeRows';

/** The changes that were merged as these commits, newest first. */
export function loadCommitChanges(
  knex: Knex,
  place: { instance: string; project: string },
  shas: readonly string[],
): Promise<FactRow<Change>[]> {
  return selectFacts(
    knex,
    changeTable,
    `SELECT ${factColumns} FROM change t
     WHERE t.merge_sha = ANY(?::text[]) AND t.instance = ? AND t.project = ?
     ORDER BY t.listed_at DESC, t.external_id LIMIT 100`,
    [arrayLiteral(shas), place.instance, place.project],
  );
}
