import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  evaluateSecurityGate,
  GateVerdict,
  securityContract,
} from '@quarterdeck/plugin-security-common';
import { loadPolicies } from '../../database/gate/policyRows';
import { AnswerOf } from '../findingQuestions';
import { scannable } from '../knowledge';
import { askedScans, Reader } from '../reader';
import { effectivePolicy } from './effectivePolicy';
import { manyGateInputs } from './gateInputs';

const simulated = 200;

const passes = (verdict: GateVerdict) =>
  verdict === 'pass' || verdict === 'warn';

/** What if the policy were this? Over the scans that are stored; nothing is kept. */
export async function simulateGate(
  reader: Reader,
  body: z.output<(typeof securityContract)['simulateSecurityGate']['body']>,
  decision: PolicyDecision,
): Promise<AnswerOf<'simulateSecurityGate'>> {
  const refs = scannable(
    reader,
    askedScans(reader, { decision, scope: body.scope, entity: body.entities }),
  ).sort();
  const policies = await loadPolicies(reader.knex);
  const items: AnswerOf<'simulateSecurityGate'>['items'] = [];
  const asked = refs.slice(0, simulated).map(entity => ({
    question: {
      entity,
      environment: body.environment,
      base: body.bases[entity],
    },
    policy: body.policy,
    // The policy that holds now may ask for them where the draft does not.
    licences: policies.some(({ policy }) => policy.licences),
  }));
  for await (const { asked: one, input } of manyGateInputs(reader, asked)) {
    const { entity } = one.question;
    const held = effectivePolicy(reader, policies, entity, body.environment);
    const result = evaluateSecurityGate(input);
    items.push({
      entityRef: entity,
      now: evaluateSecurityGate({ ...input, policy: held.policy }).verdict,
      then: result.verdict,
      result,
    });
  }
  const fails = items.filter(({ then }) => !passes(then));
  return {
    items,
    wouldFail: fails.length,
    wouldPass: items.length - fails.length,
    newlyFailing: fails.filter(({ now }) => passes(now)).length,
    capped: refs.length > simulated,
  };
}
