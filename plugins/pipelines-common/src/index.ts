export * from './answers';
export * from './contract';
export * from './permissions';
export * from './runFacts';
export * from './runStatus';
export * from './timeRange';
