import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';

type Routes = typeof pipelinesContract;

/** One attempt with jobs, gates and comparisons. */
export type RunAnswer = RouteOutput<Routes['getRun']>;

/** Commits since the last green run. */
export type SinceGreenAnswer = RouteOutput<Routes['sinceGreen']>;

/** An entity's default branch now. */
export type EntitySummary = RouteOutput<Routes['entitySummary']>;

/** One pipeline of the strip "default branch now". */
export type BranchNow = EntitySummary['pipelines'][number];

/** The services of a person or team. */
export type HomeAnswer = RouteOutput<Routes['home']>;
