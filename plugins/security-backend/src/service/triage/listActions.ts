import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { inEntities } from '@quarterdeck/plugin-portal-node';
import { z } from 'zod';
import { listActions } from '../../database/triageRows';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { Reader } from '../reader';
import { seenEntities } from '../seenFindings';
import { toDone } from './toDone';

const cursorSchema = z.tuple([z.string(), z.string()]);

/** What people did. */
export async function answerListActions(
  reader: Reader,
  query: QueryOf<'listActions'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'listActions'>> {
  const rows = await listActions(
    reader.knex,
    {
      by: query.by,
      entities: inEntities('e.ref', seenEntities(reader.visible(decision))),
    },
    {
      limit: query.limit + 1,
      cursor: query.cursor
        ? decodeCursor(query.cursor, cursorSchema)
        : undefined,
    },
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(row => toDone(row, reader.now())),
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([last.at.toISOString(), last.action_id])
        : null,
  };
}
