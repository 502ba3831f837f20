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
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import { Contract, RouteContract } from '@quarterdeck/plugin-portal-common';
import { portalMetrics } from '../metrics/portalMetrics';
import { AnswerError, issuePath, toErrorAnswer } from './errorAnswer';
import { createOpenApiDocument } from './createOpenApiDocument';

/** What a handler is given: checked input, who asks, and what they may see. */
export interface HandlerInput<R extends RouteContract> {
  params: z.output<R['params']>;
  query: z.output<R['query']>;
  body: z.output<R['body']>;
  credentials: BackstageCredentials;
  /** Conditional for resource permissions: turn it into SQL. */
  decision: PolicyDecision;
  request: Request;
  /** For answers that stream; return `undefined` after having written. */
  response: Response;
}

/** One handler per route of the contract. */
export type ContractHandlers<C extends Contract> = {
  [Name in keyof C]: (
    input: HandlerInput<C[Name]>,
  ) => Promise<z.input<C[Name]['response']> | undefined>;
};

/** Options of {@link createContractRouter}. */
export interface ContractRouterOptions<C extends Contract> {
  contract: C;
  /** Title of the OpenAPI document. */
  title: string;
  handlers: ContractHandlers<C>;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  logger: LoggerService;
  /** Name in the metrics; the plugin's id. */
  pluginId: string;
}

type RoutePart = 'params' | 'query' | 'body';

/** Checks one part of a request; the first thing that does not fit is named. */
const check = <R extends RouteContract, P extends RoutePart>(
  route: R,
  part: P,
  value: unknown,
): z.output<R[P]> => {
  const parsed = route[part].safeParse(value);
  if (parsed.success) {
    // TypeScript loses which schema it was once the part is a variable.
    return parsed.data as z.output<R[P]>;
  }
  const message = parsed.error.issues[0]?.message ?? 'does not fit';
  const path = issuePath(parsed.error, part === 'body' ? '' : `/${part}`);
  throw new AnswerError(400, 'InputError', `${path}: ${message}`, { path });
};

/**
 * An express router for a contract: permission first, then the checked input,
 * then the handler. Every error leaves as `{ error: { name, message, path } }`.
 * Also serves `/openapi.json`.
 */
export async function createContractRouter<C extends Contract>(
  options: ContractRouterOptions<C>,
): Promise<Router> {
  const { contract, handlers, httpAuth, permissions, logger, pluginId } =
    options;
  const seconds = portalMetrics.histogram(
    'quarterdeck_http_request_duration_seconds',
    'Time to answer, by route and status.',
    ['plugin', 'route', 'method', 'status'],
  );

  const decide = async (
    route: RouteContract,
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision> => {
    const { permission } = route;
    if (isResourcePermission(permission)) {
      const [decision] = await permissions.authorizeConditional(
        [{ permission }],
        { credentials },
      );
      return decision;
    }
    const [decision] = await permissions.authorize(
      // Basic permissions name no resource; the type cannot say so.
      [
        { permission } as Parameters<
          PermissionsService['authorize']
        >[0][number],
      ],
      { credentials },
    );
    return decision;
  };

  const handle = async (
    name: keyof C & string,
    request: Request,
    response: Response,
  ): Promise<void> => {
    const route = contract[name];
    const credentials = await httpAuth.credentials(request);
    const decision = await decide(route, credentials);
    if (decision.result === AuthorizeResult.DENY) {
      throw new NotAllowedError(
        `You need "${route.permission.name}" for this. Ask the platform team for it.`,
      );
    }
    const answer = await handlers[name]({
      params: check(route, 'params', request.params),
      query: check(route, 'query', request.query),
      body: check(route, 'body', request.body ?? {}),
      credentials,
      decision,
      request,
      response,
    });
    if (!response.headersSent && answer !== undefined) response.json(answer);
    else if (!response.headersSent) response.status(204).end();
  };

  const router = express.Router();
  const openApi = createOpenApiDocument(contract, options.title);
  router.get('/openapi.json', (_request, response) => {
    response.json(openApi);
  });
  const parseJson = express.json({ limit: '1mb' });

  for (const [name, route] of Object.entries(contract)) {
    const method = route.method.toLowerCase() as
      | 'get'
      | 'post'
      | 'put'
      | 'delete';
    const fail = (request: Request, response: Response, error: unknown) => {
      const { status, answer, retryAfterSeconds } = toErrorAnswer(error);
      if (status >= 500) {
        logger.error(
          `${request.method} ${route.path} failed`,
          error instanceof Error ? error : new Error(String(error)),
        );
      }
      if (response.headersSent) {
        response.destroy();
        return;
      }
      if (retryAfterSeconds)
        response.set('retry-after', `${retryAfterSeconds}`);
      response.status(status).json(answer);
    };
    router[method](route.path, (request, response) => {
      const stop = seconds.startTimer({
        plugin: pluginId,
        route: route.path,
        method: route.method,
      });
      response.once('finish', () => stop({ status: response.statusCode }));
      parseJson(request, response, (bodyError?: unknown) => {
        if (bodyError) {
          fail(request, response, bodyError);
          return;
        }
        handle(name, request, response).catch(error =>
          fail(request, response, error),
        );
      });
    });
  }
  return router;
}
