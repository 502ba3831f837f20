/**
 * The append-only, gap-free log in Postgres.
 *
 * @packageDocumentation
 */
export { eventLogServiceFactory } from './eventLogServiceFactory';
export { eventLogAdminServiceFactory } from './eventLogAdminServiceFactory';
