import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { allOf, inEntities, where } from '@quarterdeck/plugin-portal-node';
import {
  ImportAnswerRow,
  loadNeighbours,
  selectImports,
} from '../../database/importRows';
import { AnswerOf } from '../findingQuestions';
import { Reader } from '../reader';
import { seenEntities } from '../seenFindings';
import { toImport } from './toImport';

/** One import the caller may see. */
export async function findImport(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
): Promise<ImportAnswerRow> {
  const [row] = await selectImports(
    reader.knex,
    allOf([
      where('i.import_id = ?', id),
      inEntities('i.entity_ref', seenEntities(reader.visible(decision))),
    ]),
    { limit: 1 },
  );
  if (row) return row;
  throw new NotFoundError('There is no such import, or you may not see it.');
}

/** One import with its counters. */
export async function answerGetImport(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
): Promise<AnswerOf<'getImport'>> {
  const row = await findImport(reader, id, decision);
  const { previousId, nextId } = await loadNeighbours(reader.knex, row);
  return {
    ...toImport(reader, row),
    previousId,
    nextId,
    // The door keeps the sentences; the first of them is the import's reason.
    rejects:
      row.rejected > 0 && row.reason
        ? [{ path: '/', message: row.reason }]
        : [],
  };
}
