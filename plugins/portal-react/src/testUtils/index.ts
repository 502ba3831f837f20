/**
 * For tests of pages only.
 *
 * @packageDocumentation
 */
export * from './fakeBackend';
export * from './renderAt';
