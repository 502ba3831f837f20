/**
 * The security pages.
 *
 * @packageDocumentation
 */
export { securityPlugin as default } from './plugin';
