import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import { doraContract } from '@quarterdeck/plugin-dora-common';

type Routes = typeof doraContract;

/** The five tiles. */
export type OverviewAnswer = RouteOutput<Routes['overview']>;

/** The metrics per bucket. */
export type SeriesAnswer = RouteOutput<Routes['series']>;

/** Dots of a scatter chart. */
export type ScatterAnswer = RouteOutput<Routes['scatter']>;

/** One deployment as it counts. */
export type DeploymentAnswer = RouteOutput<Routes['getDeployment']>;

/** Formulas and settings. */
export type HowComputedAnswer = RouteOutput<Routes['howComputed']>;

/** Scales, and what is set. */
export type BenchmarksAnswer = RouteOutput<Routes['benchmarks']>;
