/**
 * What tests of formats share: a report's body as the door gives it.
 *
 * @packageDocumentation
 */
export * from './parseText';
