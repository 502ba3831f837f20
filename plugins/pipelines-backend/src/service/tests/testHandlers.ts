import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { testRoutes } from '@quarterdeck/plugin-pipelines-common';
import { ContractHandlers } from '@quarterdeck/plugin-portal-node';
import {
  answerCiHealth,
  answerListFlaky,
  answerLostTime,
  answerQueueByPool,
  answerSlowestTests,
} from './healthQuestions';
import {
  addQuarantine,
  answerEntityQuarantine,
  answerListQuarantine,
  QuarantineDeps,
  releaseQuarantine,
} from './quarantineDesk';
import {
  answerCoverageTrend,
  answerEntityTests,
  answerRunCoverage,
  answerRunTests,
  answerTestHistory,
} from './reportQuestions';

/** Handlers of the routes about tests, coverage and CI health. */
export function testHandlers(
  deps: QuarantineDeps & {
    nameOf(credentials: BackstageCredentials): string;
  },
): ContractHandlers<typeof testRoutes> {
  const { reader, nameOf } = deps;
  return {
    ciHealth: ({ query, decision }) => answerCiHealth(reader, query, decision),
    lostTime: ({ query, decision }) => answerLostTime(reader, query, decision),
    queueByPool: ({ query, decision }) =>
      answerQueueByPool(reader, query, decision),
    listFlaky: ({ query, decision }) =>
      answerListFlaky(reader, query, decision),
    slowestTests: ({ query, decision }) =>
      answerSlowestTests(reader, query, decision),
    runTests: ({ params, query, decision }) =>
      answerRunTests(reader, params, query, decision),
    runCoverage: ({ params, decision }) =>
      answerRunCoverage(reader, params, decision),
    entityTests: ({ params, query, decision }) =>
      answerEntityTests(reader, params, query, decision),
    testHistory: ({ params, query, decision }) =>
      answerTestHistory(reader, params, query, decision),
    coverageTrend: ({ params, query, decision }) =>
      answerCoverageTrend(reader, params, query, decision),
    listQuarantine: ({ query, decision }) =>
      answerListQuarantine(reader, query, decision),
    entityQuarantine: ({ params, query, decision, response }) =>
      answerEntityQuarantine(reader, params, query.format, decision, response),
    addQuarantine: ({ body, decision, credentials }) =>
      addQuarantine(deps, body, { actor: nameOf(credentials), decision }),
    endQuarantine: ({ params, body, decision, credentials }) =>
      releaseQuarantine(deps, params.id, body.reason, {
        actor: nameOf(credentials),
        decision,
      }),
  };
}
