/** Facts in, samples between, results out, and the rules of a team. */
export * from './types/facts';
export * from './types/samples';
export * from './types/results';
export * from './types/settings';
