/**
 * Backend of the pipelines area.
 *
 * @packageDocumentation
 */
export { pipelinesPlugin as default, pipelinesPlugin } from './plugin';
