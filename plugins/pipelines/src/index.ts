/**
 * The pipelines pages.
 *
 * @packageDocumentation
 */
export { pipelinesPlugin as default } from './plugin';
