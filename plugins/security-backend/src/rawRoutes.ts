import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { Request, Response, Router } from 'express';
import { z } from 'zod';
import {
  BackstageCredentials,
  HttpAuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  AnswerError,
  issuePath,
  toErrorAnswer,
} from '@quarterdeck/plugin-portal-node';
import {
  feedImportPaths,
  feedImportPermission,
  findingExportPath,
  findingExportQuerySchema,
  gateOutputPath,
  gateOutputQuerySchema,
  gateToMarkdown,
  gateToSarif,
  securityFindingExportPermission,
  securityGateEvaluatePermission,
  vexExportPath,
  vexExportQuerySchema,
} from '@quarterdeck/plugin-security-common';
import { Callers } from './service/callers';
import { exportFindings } from './service/exportFindings';
import { exportOcsf } from './service/exportOcsf';
import { Caller } from './service/findingQuestions';
import { Reader } from './service/reader';
import { exportVex } from './service/vex/exportVex';
import { importFeed } from './service/feedDesk';
import { findEvaluation } from './service/gate/evaluations';
import { GateDeskDeps } from './service/gate/gateDeskDeps';

/** Longest file of scores that is taken. */
const feedLimit = '64mb';

const types = {
  csv: 'text/csv',
  json: 'application/json',
  sarif: 'application/sarif+json',
  ocsf: 'application/x-ndjson',
} as const;

const exported = (
  reader: Reader,
  query: z.output<typeof findingExportQuerySchema>,
  caller: Caller,
) =>
  query.format === 'ocsf'
    ? exportOcsf(reader, query, caller)
    : exportFindings(reader, query, query.format, caller);

function check<T extends z.ZodType>(schema: T, query: unknown): z.output<T> {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const path = issuePath(parsed.error, '/query');
  const message = parsed.error.issues[0]?.message ?? 'does not fit';
  throw new AnswerError(400, 'InputError', `${path}: ${message}`, { path });
}

/** Routes whose answer or body is a file: exports, the gate's output, feeds. */
export function createRawRoutes(options: {
  deps: GateDeskDeps;
  callers: Callers;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  logger: LoggerService;
}): Router {
  const { deps, callers, httpAuth, permissions, logger } = options;
  const { reader } = deps;
  const router = express.Router();

  const route =
    (work: (request: Request, response: Response) => Promise<void>) =>
    (request: Request, response: Response) => {
      work(request, response).catch(error => {
        const { status, answer } = toErrorAnswer(error);
        if (status >= 500) logger.error(`${request.path} failed`, error);
        if (response.headersSent) response.destroy();
        else response.status(status).json(answer);
      });
    };
  const demand = async (
    permission: Parameters<Callers['decisionOn']>[0],
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision> => {
    const decision = await callers.decisionOn(permission, credentials);
    if (decision.result !== AuthorizeResult.DENY) return decision;
    throw new NotAllowedError(
      `You need "${permission.name}" for this. Ask the platform team for it.`,
    );
  };

  router.get(
    findingExportPath,
    route(async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      const decision = await demand(
        securityFindingExportPermission,
        credentials,
      );
      const query = check(findingExportQuerySchema, request.query);
      response.attachment(
        query.format === 'ocsf'
          ? 'findings.ocsf.ndjson'
          : `findings.${query.format}`,
      );
      // After the name, which would guess it.
      response.type(types[query.format]);
      await pipeline(
        Readable.from(
          exported(reader, query, {
            decision,
            me: await callers.meOf(credentials),
          }),
        ),
        response,
      );
    }),
  );
  router.get(
    vexExportPath,
    route(async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      const decision = await demand(
        securityFindingExportPermission,
        credentials,
      );
      const query = check(vexExportQuerySchema, request.query);
      const document = await exportVex(reader, query, decision);
      response.attachment(`vex-${query.format}.json`);
      response.json(document);
    }),
  );
  router.get(
    gateOutputPath,
    route(async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      const decision = await demand(
        securityGateEvaluatePermission,
        credentials,
      );
      const { format } = check(gateOutputQuerySchema, request.query);
      const found = await findEvaluation(reader, request.params.id, decision);
      if (format === 'sarif') {
        response
          .type(types.sarif)
          .send(JSON.stringify(gateToSarif(found.result, found.question)));
      } else {
        response
          .type('text/markdown')
          .send(gateToMarkdown(found.result, found.question));
      }
    }),
  );
  for (const feed of ['epss', 'kev'] as const) {
    router.post(
      feedImportPaths[feed],
      express.raw({ type: () => true, limit: feedLimit, inflate: true }),
      route(async (request, response) => {
        const credentials = await httpAuth.credentials(request);
        const [may] = await permissions.authorize(
          [{ permission: feedImportPermission }],
          { credentials },
        );
        if (may.result !== AuthorizeResult.ALLOW) {
          throw new NotAllowedError(
            `You need "${feedImportPermission.name}" for this.`,
          );
        }
        const body = Buffer.isBuffer(request.body)
          ? request.body
          : Buffer.alloc(0);
        response.json(
          await importFeed(deps, feed, body, callers.nameOf(credentials)),
        );
      }),
    );
  }
  return router;
}
