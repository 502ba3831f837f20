/**
 * Backend of the security area.
 *
 * @packageDocumentation
 */
export { securityPlugin as default, securityPlugin } from './plugin';
