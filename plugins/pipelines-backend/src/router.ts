import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Router } from 'express';
import {
  HttpAuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
import { createContractRouter } from '@quarterdeck/plugin-portal-node';
import { GateDesks, gateHandlers, policyHandlers } from './gateHandlers';
import {
  answerFailing,
  answerOverview,
  answerSlowest,
  answerTrend,
} from './service/dashboardQuestions';
import {
  answerEntitySummary,
  answerFacets,
  answerHome,
} from './service/entityQuestions';
import { createDeploymentHandlers } from './service/deployments/deploymentHandlers';
import { exportRuns } from './service/exportRuns';
import {
  answerListChanges,
  answerListGates,
  answerListJobs,
} from './service/listQuestions';
import { rollbackTarget } from './service/outbox/outboundConfig';
import { answerMeta, Reader } from './service/reader';
import { testHandlers } from './service/tests/testHandlers';
import {
  answerRunHistory,
  answerSinceGreen,
} from './service/runBranchQuestions';
import {
  answerGetRun,
  answerListRuns,
  runFilter,
} from './service/runQuestions';

/** What the router needs. */
export interface RouterOptions {
  reader: Reader;
  /** The same tables, and the lag of the consumer of tests. */
  tests: Reader;
  gates: GateDesks;
  /** Tells open pages. */
  changed(): void;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  logger: LoggerService;
}

/** HTTP to questions; the contract's router checks input and permission. */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const { reader, gates, httpAuth, permissions, logger } = options;
  return createContractRouter({
    contract: pipelinesContract,
    title: 'Quarterdeck pipelines',
    pluginId: 'pipelines',
    httpAuth,
    permissions,
    logger,
    handlers: {
      listRuns: ({ query, decision }) =>
        answerListRuns(reader, query, decision),
      exportRuns: async ({ query, decision, response }) => {
        const filter = runFilter(reader, query, decision);
        response.type(query.format === 'csv' ? 'text/csv' : 'application/json');
        response.attachment(`runs.${query.format}`);
        await pipeline(
          Readable.from(exportRuns(reader.knex, filter, query.format)),
          response,
        );
        return undefined;
      },
      getRun: ({ params, decision }) => answerGetRun(reader, params, decision),
      sinceGreen: ({ params, decision }) =>
        answerSinceGreen(reader, params, decision),
      runHistory: ({ params, query, decision }) =>
        answerRunHistory(reader, params, query.limit, decision),
      overview: ({ query, decision }) =>
        answerOverview(reader, query, decision),
      failing: ({ query, decision }) => answerFailing(reader, query, decision),
      trend: ({ query, decision }) => answerTrend(reader, query, decision),
      slowest: ({ query, decision }) => answerSlowest(reader, query, decision),
      facets: ({ query, decision }) => answerFacets(reader, query, decision),
      entitySummary: ({ params, query, decision }) =>
        answerEntitySummary(reader, params, query.runs, decision),
      home: ({ query, decision }) => answerHome(reader, query, decision),
      listJobs: ({ query, decision }) =>
        answerListJobs(reader, query, decision),
      listChanges: ({ query, decision }) =>
        answerListChanges(reader, query, decision),
      listGates: ({ query, decision }) =>
        answerListGates(reader, query, decision),
      ...createDeploymentHandlers({
        reader,
        audit: gates.audit,
        permissions,
        nameOf: credentials => gates.callers.nameOf(credentials),
        hasRollbackTarget: deployment =>
          rollbackTarget(gates.outbound, deployment) !== undefined,
      }),
      ...gateHandlers(gates),
      ...testHandlers({
        reader: options.tests,
        audit: gates.audit,
        changed: options.changed,
        nameOf: credentials => gates.callers.nameOf(credentials),
      }),
      ...policyHandlers(gates),
      freshness: ({ decision }) => answerMeta(reader, decision),
    },
  });
}
