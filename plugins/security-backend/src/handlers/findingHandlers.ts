import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { ContractHandlers } from '@quarterdeck/plugin-portal-node';
import {
  acceptanceRoutes,
  findingRoutes,
  securityFindingAcceptRiskPermission,
  securityFindingReadPermission,
  securityFindingTriagePermission,
  triageRoutes,
} from '@quarterdeck/plugin-security-common';
import { Accepter } from '../service/acceptance/accepter';
import { createAcceptance } from '../service/acceptance/createAcceptance';
import { extendAcceptance } from '../service/acceptance/extendAcceptance';
import { answerGetAcceptance } from '../service/acceptance/getAcceptance';
import { answerListAcceptances } from '../service/acceptance/listAcceptances';
import { previewAcceptance } from '../service/acceptance/previewAcceptance';
import { revokeAcceptance } from '../service/acceptance/revokeAcceptance';
import { Callers } from '../service/callers';
import { DecideDeps } from '../service/decide';
import { answerFindingFacets } from '../service/facetQuestions';
import { answerFindingGroups } from '../service/groupQuestions';
import { answerGetFinding } from '../service/finding/getFinding';
import { answerRelated } from '../service/finding/relatedFindings';
import { answerListFindings } from '../service/findingQuestions';
import { answerHistory } from '../service/historyQuestion';
import { actOn } from '../service/triage/actOn';
import { applyBulk } from '../service/triage/applyBulk';
import { Decider } from '../service/triage/decider';
import { answerListActions } from '../service/triage/listActions';
import { previewBulk } from '../service/triage/previewBulk';
import { undoAction } from '../service/triage/undoAction';

interface Asked {
  credentials: BackstageCredentials;
  decision: PolicyDecision;
}

/** Handlers of the list, the page of a finding, and what people do with findings. */
export function findingHandlers(
  deps: DecideDeps,
  callers: Callers,
): ContractHandlers<
  typeof findingRoutes & typeof triageRoutes & typeof acceptanceRoutes
> {
  const { reader } = deps;
  const caller = async ({ credentials, decision }: Asked) => ({
    decision,
    me: await callers.meOf(credentials),
  });
  const rights = async ({ credentials }: Asked) => ({
    triage: await callers.seenBy(securityFindingTriagePermission, credentials),
    acceptRisk: await callers.seenBy(
      securityFindingAcceptRiskPermission,
      credentials,
    ),
  });
  const decider = async (asked: Asked): Promise<Decider> => ({
    actor: callers.demandPerson(asked.credentials),
    me: await callers.meOf(asked.credentials),
    decision: asked.decision,
    read: await callers.decisionOn(
      securityFindingReadPermission,
      asked.credentials,
    ),
    acceptRisk: await callers.decisionOn(
      securityFindingAcceptRiskPermission,
      asked.credentials,
    ),
  });
  const accepter = async (asked: Asked): Promise<Accepter> => ({
    actor: callers.demandPerson(asked.credentials),
    decision: asked.decision,
    read: await callers.decisionOn(
      securityFindingReadPermission,
      asked.credentials,
    ),
  });
  const acceptDecisions = async ({ credentials, decision }: Asked) => {
    const accept = await callers.decisionOn(
      securityFindingAcceptRiskPermission,
      credentials,
    );
    return {
      read: decision,
      accept: accept.result === 'DENY' ? undefined : accept,
    };
  };
  return {
    listFindings: async input =>
      answerListFindings(reader, input.query, await caller(input)),
    findingGroups: async input =>
      answerFindingGroups(reader, input.query, await caller(input)),
    findingFacets: async input =>
      answerFindingFacets(reader, input.query, await caller(input)),
    getFinding: async input =>
      answerGetFinding(
        reader,
        input.params.id,
        input.decision,
        await rights(input),
      ),
    findingHistory: ({ params, query, decision }) =>
      answerHistory(reader, params.id, query, decision),
    relatedFindings: ({ params, query, decision }) =>
      answerRelated(reader, params.id, query, decision),
    actOnFinding: async input => {
      const by = await decider(input);
      const done = await actOn(deps, input.params.id, input.body, by);
      return {
        done,
        finding: await answerGetFinding(
          reader,
          input.params.id,
          by.read,
          await rights(input),
        ),
      };
    },
    previewBulk: async input =>
      previewBulk(deps, input.body, await decider(input)),
    applyBulk: async input => applyBulk(deps, input.body, await decider(input)),
    listActions: ({ query, decision }) =>
      answerListActions(reader, query, decision),
    undoAction: async input =>
      undoAction(deps, input.params.id, await decider(input)),
    listAcceptances: async input =>
      answerListAcceptances(reader, input.query, await acceptDecisions(input)),
    getAcceptance: async input =>
      answerGetAcceptance(
        reader,
        input.params.id,
        await acceptDecisions(input),
      ),
    previewAcceptance: async input =>
      previewAcceptance(reader, input.body.scope, await accepter(input)),
    createAcceptance: async input =>
      createAcceptance(deps, input.body, await accepter(input)),
    extendAcceptance: async input =>
      extendAcceptance(
        deps,
        input.params.id,
        input.body,
        await accepter(input),
      ),
    revokeAcceptance: async input =>
      revokeAcceptance(
        deps,
        input.params.id,
        input.body.reason,
        await accepter(input),
      ),
  };
}
