/**
 * Every event schema that areas share, and the contracts of the door.
 *
 * @packageDocumentation
 */
export * from './events';
