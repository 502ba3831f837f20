import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { inEntities } from '@quarterdeck/plugin-portal-node';
import { z } from 'zod';
import { countLicences, selectSboms } from '../../database/sbomQueries';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { askedScans, Reader } from '../reader';
import { licenceJudge } from './licenceJudge';

/** Licences by how many components have them, and what is decided. */
export async function answerListLicences(
  reader: Reader,
  query: QueryOf<'listLicences'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'listLicences'>> {
  const entities = askedScans(reader, {
    scope: query.scope,
    entity: query.entity,
    decision,
  });
  const condition = inEntities('d.entity_ref', entities);
  const judge = await licenceJudge(
    reader,
    query.entity.length === 1 ? query.entity[0] : undefined,
  );
  const after = query.cursor
    ? decodeCursor(query.cursor, z.tuple([z.number()]))[0]
    : 0;
  const found = await reader.kept.answer(
    { key: ['licences', entities], entities },
    () => countLicences(reader.knex, condition),
  );
  const counted = found
    .map(row => {
      const judged = judge([row.licence]);
      return { ...row, decision: judged.decision, why: judged.reason };
    })
    .filter(
      row =>
        query.decision.length === 0 || query.decision.includes(row.decision),
    );
  const newest = await selectSboms(reader.knex, condition, { limit: 1 });
  const shown = counted.slice(after, after + query.limit);
  return {
    items: shown,
    nextCursor:
      counted.length > after + shown.length
        ? encodeCursor([after + shown.length])
        : null,
    newestSbomAt: newest[0]?.created_at.toISOString() ?? null,
  };
}
