import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { arrayLiteral, where } from '@quarterdeck/plugin-portal-node';
import { evaluateSecurityGate } from '@quarterdeck/plugin-security-common';
import {
  askedEnvironments,
  selectEvaluations,
} from '../../database/gate/evaluationRows';
import { loadPolicies } from '../../database/gate/policyRows';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { scannable } from '../knowledge';
import { askedScans, Reader } from '../reader';
import { effectivePolicy } from './effectivePolicy';
import { manyGateInputs } from './gateInputs';

type Cells = AnswerOf<'gateMatrix'>['items'][number]['cells'];

/** Where each entity stands at the gate of each environment now. */
export async function answerGateMatrix(
  reader: Reader,
  query: QueryOf<'gateMatrix'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'gateMatrix'>> {
  const after = query.cursor
    ? decodeCursor(query.cursor, z.tuple([z.string()]))[0]
    : '';
  const refs = scannable(reader, askedScans(reader, { decision, ...query }))
    .sort()
    .filter(ref => ref > after);
  const policies = await loadPolicies(reader.knex);
  const known = new Set([
    ...(await askedEnvironments(reader.knex)),
    ...policies.flatMap(({ environments }) => environments),
  ]);
  if (known.size === 0) known.add('production');
  const environments = [...known].filter(
    one => query.environment.length === 0 || query.environment.includes(one),
  );
  const page = refs.slice(0, query.limit);
  const last = await selectEvaluations(
    reader.knex,
    where(
      `e.id IN (SELECT DISTINCT ON (entity_ref, environment) id FROM security_evaluation
         WHERE entity_ref = ANY(?::text[]) ORDER BY entity_ref, environment, at DESC)`,
      arrayLiteral(page),
    ),
    { limit: 10_000 },
  );
  const cellsOf = new Map(page.map((ref): [string, Cells] => [ref, []]));
  const asked = page.flatMap(entity =>
    environments.map(environment => ({
      question: { entity, environment },
      policy: effectivePolicy(reader, policies, entity, environment).policy,
    })),
  );
  for await (const { asked: one, input } of manyGateInputs(reader, asked)) {
    const { entity, environment = null } = one.question;
    const result = evaluateSecurityGate(input);
    const kept = last.find(
      row => row.entity_ref === entity && row.environment === environment,
    );
    cellsOf.get(entity)?.push({
      entityRef: entity,
      environment,
      verdict: result.verdict,
      reason: result.summary,
      evaluationId: kept?.id ?? null,
      at: kept?.at.toISOString() ?? null,
    });
  }
  const items = Array.from(cellsOf, ([entityRef, cells]) => ({
    entityRef,
    cells,
  })).filter(
    ({ cells }) =>
      query.verdict.length === 0 ||
      cells.some(({ verdict }) => query.verdict.includes(verdict)),
  );
  const end = page.at(-1);
  return {
    environments,
    items,
    nextCursor: end && refs.length > page.length ? encodeCursor([end]) : null,
  };
}
