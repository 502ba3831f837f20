import { RouteInput, RouteOutput } from '@quarterdeck/plugin-portal-common';
import { securityContract } from '@quarterdeck/plugin-security-common';

type Routes = typeof securityContract;

/** The answer of a route, by its name. */
export type Answer<Name extends keyof Routes> = RouteOutput<Routes[Name]>;

/** The query a route takes, by its name. */
export type Query<Name extends keyof Routes> = RouteInput<
  Routes[Name]
> extends { query?: infer Q }
  ? NonNullable<Q>
  : never;

/** Filters of the list, as the API takes them. */
export type ListFilter = Query<'findingFacets'>;
