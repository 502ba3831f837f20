/**
 * The log in tests of other packages.
 *
 * @packageDocumentation
 */
export * from './createTestEventLog';
