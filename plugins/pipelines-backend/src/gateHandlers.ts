import { NotFoundError } from '@backstage/errors';
import {
  Approver,
  gateRoutes,
  policyRoutes,
} from '@quarterdeck/plugin-pipelines-common';
import { ContractHandlers } from '@quarterdeck/plugin-portal-node';
import { parsePolicy } from './service/policies/parsePolicy';
import {
  answerGetPolicy,
  answerListPolicies,
  answerRunStages,
  PolicyReader,
} from './service/policies/policyQuestions';
import { DecidedGate } from './service/gates/decideGate';
import { toEvaluation, toOutboxCall } from './service/gates/gateAnswers';
import {
  answerGateWaits,
  answerListEvaluations,
  answerListGateRequests,
  Caller,
  findGateRequest,
  GateReader,
  toGateRequests,
} from './service/gates/gateQuestions';
import { holds } from './service/entitySet';
import {
  answerListOutbox,
  OutboxDesk,
  rerunByHand,
  retryByHand,
  rollBackByHand,
} from './service/outbox/outboxQuestions';

/** Everything the routes of gates and policies are answered with. */
export type GateDesks = GateReader & PolicyReader & OutboxDesk;

/** What a long poll says by its status, so that `curl --fail` can wait on it. */
const waitStatus = { allow: 200, deny: 409, wait: 408 } as const;

/** Routes of policies and stages. */
export function policyHandlers(
  desks: GateDesks,
): ContractHandlers<typeof policyRoutes> {
  return {
    runStages: ({ params, decision }) =>
      answerRunStages(desks, params, decision),
    listPolicies: ({ query, decision }) =>
      answerListPolicies(desks, query, decision),
    getPolicy: ({ params, decision }) =>
      answerGetPolicy(desks, params, decision),
    validatePolicy: async ({ body }) => {
      const parsed = parsePolicy(body.text);
      return parsed.ok
        ? { valid: true, problems: [], policy: parsed.policy }
        : { valid: false, problems: parsed.problems, policy: null };
    },
  };
}

/** Routes of gates, approvals and calls to providers; `listGates` is the reader's. */
export function gateHandlers(
  desks: GateDesks,
): Omit<ContractHandlers<typeof gateRoutes>, 'listGates'> {
  const { desk, callers } = desks;

  const question = (
    asked: { entity: string; commit: string; environment: string },
    { decision }: Caller,
  ) => {
    const entityRef = asked.entity.toLocaleLowerCase('en-US');
    if (
      !desks.index.get(entityRef) ||
      !holds(desks.visible(decision), entityRef)
    ) {
      throw new NotFoundError(
        `The catalog has no "${asked.entity}", or you may not ask for it.`,
      );
    }
    return {
      entityRef,
      commit: asked.commit.toLocaleLowerCase('en-US'),
      environment: asked.environment.trim(),
    };
  };

  const toAnswer = async (
    { request }: DecidedGate,
    { credentials }: Caller,
  ) => {
    const [answer] = await toGateRequests(desks, [request], credentials);
    return answer;
  };

  /** What a person decides of a request that they may see. */
  const decide = async (
    input: Caller & { params: { id: string } },
    act: (id: string, person: Approver) => Promise<DecidedGate>,
  ) => {
    await findGateRequest(desks, input.params.id, input.decision);
    const person = await callers.demandPerson(input.credentials);
    return toAnswer(await act(input.params.id, person), input);
  };

  return {
    evaluateGate: async input => {
      const { request, evaluation } = await desk.evaluate(
        question(input.body, input),
      );
      return toEvaluation(request, evaluation);
    },
    waitForGate: async input => {
      const until = new Date(Date.now() + input.query.timeout * 1000);
      const { request, evaluation } = await desk.wait(
        question(input.query, input),
        until,
        () => input.request.destroyed || input.response.destroyed,
      );
      input.response.status(waitStatus[evaluation.decision]);
      return toEvaluation(request, evaluation);
    },
    listGateRequests: input =>
      answerListGateRequests(desks, input.query, input),
    getGateRequest: async input => {
      const row = await findGateRequest(desks, input.params.id, input.decision);
      const [answer] = await toGateRequests(desks, [row], input.credentials);
      return answer;
    },
    listGateEvaluations: ({ params, query, decision }) =>
      answerListEvaluations(desks, params.id, query, decision),
    checkGateRequest: async input => {
      await findGateRequest(desks, input.params.id, input.decision);
      return toAnswer(await desk.check(input.params.id), input);
    },
    approveGateRequest: input =>
      decide(input, (id, person) =>
        desk.approve(id, person, input.body.comment),
      ),
    rejectGateRequest: input =>
      decide(input, (id, person) =>
        desk.reject(id, person, input.body.comment),
      ),
    bypassGateRequest: input =>
      decide(input, (id, person) => desk.bypass(id, person, input.body.reason)),
    reopenGateRequest: input =>
      decide(input, (id, person) =>
        desk.reopen(id, person, input.body.comment),
      ),
    gateWaits: ({ query, decision }) => answerGateWaits(desks, query, decision),
    rollBackDeployment: async ({ params, body, credentials, decision }) =>
      toOutboxCall(
        await rollBackByHand(desks, {
          ...params,
          by: (await callers.demandPerson(credentials)).ref,
          reason: body.reason,
          decision,
        }),
      ),
    rerunFailedJobs: async ({ params, body, credentials, decision }) =>
      toOutboxCall(
        await rerunByHand(desks, {
          run: params,
          by: (await callers.demandPerson(credentials)).ref,
          reason: body.reason,
          decision,
        }),
      ),
    listOutbox: async ({ query, decision }) => {
      const { rows, ...rest } = await answerListOutbox(desks, query, decision);
      return { ...rest, items: rows.map(toOutboxCall) };
    },
    retryOutboxCall: async ({ params, credentials, decision }) =>
      toOutboxCall(
        await retryByHand(desks, {
          id: params.id,
          by: (await callers.demandPerson(credentials)).ref,
          decision,
        }),
      ),
  };
}
