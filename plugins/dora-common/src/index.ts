/**
 * Rules of the DORA metrics: samples in, metrics out.
 *
 * @packageDocumentation
 */
export * from './types';
