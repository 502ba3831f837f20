import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { allOf, inEntities, where } from '@quarterdeck/plugin-portal-node';
import { z } from 'zod';
import { selectSboms } from '../../database/sbomQueries';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { askedScans, Reader } from '../reader';
import { toSbom } from './toSbom';

const cursorSchema = z.tuple([z.string(), z.string()]);

/** SBOMs, newest first. */
export async function answerListSboms(
  reader: Reader,
  query: QueryOf<'listSboms'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'listSboms'>> {
  const rows = await selectSboms(
    reader.knex,
    allOf([
      inEntities('d.entity_ref', askedScans(reader, { decision, ...query })),
      ...(query.all ? [] : [where('d.newest')]),
    ]),
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
    items: shown.map(toSbom),
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([last.created_at.toISOString(), last.document_id])
        : null,
  };
}
