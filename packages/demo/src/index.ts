/**
 * The demo organisation: its traffic, and the load generator.
 *
 * @packageDocumentation
 */
export { generateHistory } from './history/generateHistory';
export type { Delivery } from './history/generateHistory';
export { planHistory } from './history/planHistory';
export type { HistoryOptions, HistoryPlan } from './history/planHistory';
export { runLoad } from './load/runLoad';
export type { LoadJob, LoadResult } from './load/runLoad';
export { signature, signDelivery } from './send/signDelivery';
