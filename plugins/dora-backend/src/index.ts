/**
 * The five DORA metrics, from the log.
 *
 * @packageDocumentation
 */
export { doraPlugin as default } from './plugin';
