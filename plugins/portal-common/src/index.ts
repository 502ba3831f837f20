/**
 * Contracts, cursors and values that every area shares.
 *
 * @packageDocumentation
 */
export * from './contract';
export * from './contractClient';
export * from './cursor';
export * from './deploymentRelease';
export * from './histogram';
export * from './listText';
export * from './measured';
export * from './portalRequestError';
export * from './timeRange';
