import { randomUUID } from 'node:crypto';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { where } from '@quarterdeck/plugin-portal-node';
import {
  evaluateSecurityGate,
  GateEvaluation,
} from '@quarterdeck/plugin-security-common';
import {
  EvaluationRow,
  saveEvaluation,
  selectEvaluations,
} from '../../database/gate/evaluationRows';
import { loadPolicies } from '../../database/gate/policyRows';
import { Reader } from '../reader';
import { catchUp } from './catchUp';
import { demandEntity } from './demandEntity';
import { effectivePolicy } from './effectivePolicy';
import { toEvaluation } from './evaluations';
import { GateDeskDeps } from './gateDeskDeps';
import { gateInputs, GateQuestion } from './gateInputs';

/** An override of the same commit that still holds. */
async function standingOverride(
  reader: Reader,
  question: GateQuestion,
): Promise<unknown> {
  if (!question.commit) return null;
  const rows = await selectEvaluations(
    reader.knex,
    where(
      `e.entity_ref = ? AND e.commit_sha = ? AND e.environment IS NOT DISTINCT FROM ?
       AND e.override IS NOT NULL AND (e.override->>'until')::timestamptz > ?::timestamptz`,
      question.entity,
      question.commit,
      question.environment ?? null,
      reader.now().toISOString(),
    ),
    { limit: 1 },
  );
  return rows[0]?.override ?? null;
}

/** May this ship? Decided by everything that came in before it was asked, and kept. */
export async function evaluateGate(
  deps: GateDeskDeps,
  asked: GateQuestion,
  caller: { actor: string; decision: PolicyDecision },
): Promise<GateEvaluation> {
  const { reader } = deps;
  const question = {
    ...asked,
    entity: demandEntity(reader, asked.entity, caller.decision),
    commit: asked.commit?.toLocaleLowerCase('en-US'),
  };
  const position = await catchUp(deps);
  const { from, stored, policy } = effectivePolicy(
    reader,
    await loadPolicies(reader.knex),
    question.entity,
    question.environment,
  );
  const [input] = await gateInputs(reader, [{ question, policy }]);
  const result = evaluateSecurityGate(input);
  const row: EvaluationRow = {
    id: randomUUID(),
    entity_ref: question.entity,
    commit_sha: question.commit ?? null,
    environment: question.environment ?? null,
    verdict: result.verdict,
    passed: result.passed,
    at: reader.now(),
    position,
    asked_by: caller.actor,
    question,
    result,
    policy: {
      from: stored ? `${from}: ${stored.name}` : from,
      version: stored?.version ?? 0,
      policy,
    },
    override: await standingOverride(reader, question),
  };
  await saveEvaluation(reader.knex, row);
  deps.changed();
  return toEvaluation(row);
}
