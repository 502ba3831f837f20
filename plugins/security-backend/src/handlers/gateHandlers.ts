import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ContractHandlers } from '@quarterdeck/plugin-portal-node';
import {
  gateRoutes,
  securityFindingReadPermission,
  securityPolicyPublishPermission,
} from '@quarterdeck/plugin-security-common';
import { Callers } from '../service/callers';
import { evaluateGate } from '../service/gate/evaluateGate';
import {
  answerListEvaluations,
  findEvaluation,
} from '../service/gate/evaluations';
import { GateDeskDeps } from '../service/gate/gateDeskDeps';
import { answerGateMatrix } from '../service/gate/gateMatrix';
import { overrideGate } from '../service/gate/overrideGate';
import { deletePolicy, publishPolicy } from '../service/gate/policyDesk';
import {
  answerEffectivePolicy,
  answerListPolicies,
  answerPolicyVersions,
} from '../service/gate/policyQuestions';
import { maySetPolicy } from '../service/gate/policyRights';
import { simulateGate } from '../service/gate/simulateGate';

/** Handlers of the gate and its policies. */
export function gateHandlers(
  deps: GateDeskDeps,
  callers: Callers,
): ContractHandlers<typeof gateRoutes> {
  const { reader } = deps;
  return {
    evaluateSecurityGate: ({ body, decision, credentials }) =>
      evaluateGate(deps, body, {
        actor: callers.nameOf(credentials),
        decision,
      }),
    simulateSecurityGate: ({ body, decision }) =>
      simulateGate(reader, body, decision),
    gateMatrix: ({ query, decision }) =>
      answerGateMatrix(reader, query, decision),
    listGateEvaluations: ({ query, decision }) =>
      answerListEvaluations(reader, query, decision),
    getGateEvaluation: ({ params, decision }) =>
      findEvaluation(reader, params.id, decision),
    overrideGate: async ({ params, body, decision, credentials }) =>
      overrideGate(deps, params.id, body, {
        actor: callers.demandPerson(credentials),
        read: await callers.decisionOn(
          securityFindingReadPermission,
          credentials,
        ),
        decision,
      }),
    listGatePolicies: async ({ query, credentials }) => {
      const may = await callers.decisionOn(
        securityPolicyPublishPermission,
        credentials,
      );
      return answerListPolicies(
        reader,
        query,
        may.result === AuthorizeResult.DENY
          ? undefined
          : row =>
              maySetPolicy(
                reader,
                { scope: row.scope, scopeRef: row.scope_ref },
                may,
              ),
      );
    },
    effectiveGatePolicy: ({ params, query, decision }) =>
      answerEffectivePolicy(reader, params, query.environment, decision),
    createGatePolicy: ({ body, decision, credentials }) =>
      publishPolicy(deps, undefined, body, {
        actor: callers.demandPerson(credentials),
        decision,
      }),
    updateGatePolicy: ({ params, body, decision, credentials }) =>
      publishPolicy(deps, params.id, body, {
        actor: callers.demandPerson(credentials),
        decision,
      }),
    deleteGatePolicy: async ({ params, decision, credentials }) => ({
      deleted: await deletePolicy(deps, params.id, {
        actor: callers.demandPerson(credentials),
        decision,
      }),
    }),
    gatePolicyVersions: ({ params, query }) =>
      answerPolicyVersions(reader, params.id, query),
  };
}
