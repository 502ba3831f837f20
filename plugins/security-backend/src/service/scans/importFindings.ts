import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { allOf, arrayLiteral, where } from '@quarterdeck/plugin-portal-node';
import { z } from 'zod';
import { selectFindings } from '../../database/findingRows';
import { selectImportOutcomes } from '../../database/importRows';
import { toSummary } from '../findingAnswers';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { toChanges } from '../historyQuestion';
import { Reader } from '../reader';
import { inSeen } from '../seenFindings';
import { findImport } from './getImport';

/** What an import did to which finding. */
export async function answerImportFindings(
  reader: Reader,
  id: string,
  query: QueryOf<'importFindings'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'importFindings'>> {
  await findImport(reader, id, decision);
  const touched = await selectImportOutcomes(reader.knex, id, {
    limit: query.limit + 1,
    outcomes: query.outcome,
    after: query.cursor
      ? decodeCursor(query.cursor, z.tuple([z.string()]))[0]
      : undefined,
  });
  const shown = touched.slice(0, query.limit);
  const rows = await selectFindings(
    reader.knex,
    allOf([
      where(
        'f.finding_id = ANY(?::text[])',
        arrayLiteral(shown.map(one => one.finding_id)),
      ),
      inSeen(
        { entity: 'f.entity_ref', severity: 'f.severity' },
        reader.visible(decision),
      ),
    ]),
    { order: 'f.finding_id', limit: query.limit },
  );
  const byId = new Map(rows.map(row => [row.finding_id, row]));
  const last = shown.at(-1);
  return {
    items: shown.flatMap(one => {
      const row = byId.get(one.finding_id);
      if (!row) return [];
      return {
        outcome: one.outcome,
        finding: toSummary(reader, row),
        changes: toChanges(one.details),
      };
    }),
    nextCursor:
      last && touched.length > shown.length
        ? encodeCursor([last.finding_id])
        : null,
  };
}
