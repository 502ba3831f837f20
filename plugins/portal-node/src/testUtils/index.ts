/**
 * For tests only.
 *
 * @packageDocumentation
 */
export * from './createTestDatabase';
