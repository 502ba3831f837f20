/**
 * Every event schema that areas share, and the contracts of the door.
 *
 * @packageDocumentation
 */
export * from './events';
export * from './contract';
export * from './deliveries';
export * from './doorAnswers';
export * from './permissions';
export * from './sources';
