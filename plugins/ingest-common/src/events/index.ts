export * from './subject';
export * from './values';
export * from './ciEvents';
export * from './changeEvents';
export * from './deploymentEvents';
export * from './ingestEvents';
export * from './eventRegistry';
