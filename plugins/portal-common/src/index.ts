/**
 * Contracts, cursors and values that every area shares.
 *
 * @packageDocumentation
 */
export * from './contract';
export * from './contractClient';
export * from './csvText';
export * from './cursor';
export * from './deploymentRelease';
export * from './histogram';
export * from './listText';
export * from './measured';
export * from './mergeDated';
export * from './mergeDeployment';
export * from './mergeFields';
export * from './mergePartialIncident';
export * from './portalRequestError';
export * from './report';
export * from './timeRange';
