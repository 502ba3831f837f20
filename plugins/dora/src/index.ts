/**
 * The DORA pages.
 *
 * @packageDocumentation
 */
export { doraPlugin as default } from './plugin';
