/**
 * The door of the portal.
 *
 * @packageDocumentation
 */
export { ingestPlugin as default } from './plugin';
export { mountHookFastPath } from './http/hookFastPath';
