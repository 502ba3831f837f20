/**
 * Rules, contract and permissions of the pipelines area.
 *
 * @packageDocumentation
 */
export * from './answers';
export * from './branchOutcome';
export * from './contract';
export * from './criticalPath';
export * from './durations';
export * from './histogram';
export * from './likelyCommit';
export * from './mergeDated';
export * from './mergeDeployment';
export * from './mergeFacts';
export * from './permissions';
export * from './runFacts';
export * from './runStatus';
export * from './timeRange';
