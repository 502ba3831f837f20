import { z } from 'zod';
import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  decodeCursor,
  encodeCursor,
  resolveTime,
} from '@quarterdeck/plugin-portal-common';
import {
  allOf,
  inEntities,
  oneOf,
  where,
} from '@quarterdeck/plugin-portal-node';
import {
  GateEvaluation,
  gateEvaluationSchema,
} from '@quarterdeck/plugin-security-common';
import {
  EvaluationRow,
  selectEvaluations,
} from '../../database/gate/evaluationRows';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { askedScans, Reader } from '../reader';
import { seenEntities } from '../seenFindings';

/** A decision as it is answered. */
export function toEvaluation(row: EvaluationRow): GateEvaluation {
  return gateEvaluationSchema.parse({
    id: row.id,
    question: row.question,
    result: row.result,
    policy: row.policy,
    askedBy: row.asked_by,
    override: row.override ?? null,
  });
}

const cursorSchema = z.tuple([z.string(), z.string()]);

/** Decisions of the gate, newest first. */
export async function answerListEvaluations(
  reader: Reader,
  query: QueryOf<'listGateEvaluations'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'listGateEvaluations'>> {
  const rows = await selectEvaluations(
    reader.knex,
    allOf(
      [
        inEntities('e.entity_ref', askedScans(reader, { decision, ...query })),
        query.commit
          ? where(
              'starts_with(e.commit_sha, ?)',
              query.commit.toLocaleLowerCase('en-US'),
            )
          : undefined,
        oneOf('e.environment', query.environment),
        oneOf('e.verdict', query.verdict),
        query.from
          ? where(
              'e.at >= ?::timestamptz',
              resolveTime(query.from, reader.now()).toISOString(),
            )
          : undefined,
      ].filter(part => part !== undefined),
    ),
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
    items: shown.map(toEvaluation),
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([last.at.toISOString(), last.id])
        : null,
  };
}

/** One decision of the gate. */
export async function findEvaluation(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
): Promise<GateEvaluation> {
  const [row] = z.uuid().safeParse(id).success
    ? await selectEvaluations(
        reader.knex,
        allOf([
          where('e.id = ?::uuid', id),
          inEntities('e.entity_ref', seenEntities(reader.visible(decision))),
        ]),
        { limit: 1 },
      )
    : [];
  if (row) return toEvaluation(row);
  throw new NotFoundError('There is no such decision, or you may not see it.');
}
