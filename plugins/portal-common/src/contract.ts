import { z } from 'zod';
import { Permission } from '@backstage/plugin-permission-common';

/** Methods a contract may use. */
export type RouteMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * One HTTP route as both sides know it. The router checks what comes in, the
 * client what comes back, and the OpenAPI document is written from it.
 */
export interface RouteContract<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  method: RouteMethod;
  /** Below the plugin's base path, with `:name` for parameters: `/v1/runs/:id`. */
  path: `/${string}`;
  /** One sentence for the OpenAPI document. */
  summary: string;
  /** Checked by the router before the handler runs. */
  permission: Permission;
  params: Params;
  query: Query;
  body: Body;
  response: Response;
}

/** All routes of a plugin, by the name of the client's function. */
export type Contract = Record<string, RouteContract>;

const nothing = z.object({});

/** Declares a route. What is left out is an empty object. */
export function defineRoute<
  Response extends z.ZodType,
  Params extends z.ZodType = typeof nothing,
  Query extends z.ZodType = typeof nothing,
  Body extends z.ZodType = typeof nothing,
>(route: {
  method: RouteMethod;
  path: `/${string}`;
  summary: string;
  permission: Permission;
  params?: Params;
  query?: Query;
  body?: Body;
  response: Response;
}): RouteContract<Params, Query, Body, Response> {
  // The defaults of the type parameters are exactly `nothing`.
  const empty = nothing as z.ZodType;
  return {
    ...route,
    params: (route.params ?? empty) as Params,
    query: (route.query ?? empty) as Query,
    body: (route.body ?? empty) as Body,
  };
}

/** Declares the routes of a plugin, keeping each one's exact type. */
export function defineContract<const C extends Contract>(contract: C): C {
  return contract;
}

type IsEmpty<T> = keyof T extends never ? true : false;
type Part<Name extends string, Input> = IsEmpty<Input> extends true
  ? { [K in Name]?: undefined }
  : Partial<Input> extends Input
  ? { [K in Name]?: Input }
  : { [K in Name]: Input };

/** What may be undefined may be left out: lists, too, are made of nothing. */
type Sparse<Input> = {
  [K in keyof Input as undefined extends Input[K] ? never : K]: Input[K];
} & {
  [K in keyof Input as undefined extends Input[K] ? K : never]?: Input[K];
};

/** What a client function takes: `{ params, query, body }`, each only if it has any. */
export type RouteInput<R extends RouteContract> = Part<
  'params',
  z.input<R['params']>
> &
  Part<'query', Sparse<z.input<R['query']>>> &
  Part<'body', z.input<R['body']>>;

/** What a client function answers. */
export type RouteOutput<R extends RouteContract> = z.output<R['response']>;
