import { ContractHandlers } from '@quarterdeck/plugin-portal-node';
import {
  gateRoutes,
  securityFindingReadPermission,
  securityPolicyPublishPermission,
} from '@quarterdeck/plugin-security-common';
import { Callers } from '../service/callers';
import {
  answerEffectivePolicy,
  answerGateMatrix,
  answerListEvaluations,
  answerListPolicies,
  answerPolicyVersions,
  deletePolicy,
  evaluateGate,
  findEvaluation,
  GateDeskDeps,
  overrideGate,
  publishPolicy,
  simulateGate,
} from '../service/gateDesk';

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
    listGatePolicies: async ({ query, credentials }) =>
      answerListPolicies(
        reader,
        query,
        (await callers.seenBy(securityPolicyPublishPermission, credentials)) !==
          undefined,
      ),
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
