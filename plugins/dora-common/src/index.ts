/**
 * Rules of the DORA metrics: facts in, samples between, metrics out.
 *
 * @packageDocumentation
 */
export * from './calendar/buckets';
export * from './calendar/periods';
export * from './calendar/zoneDays';
export * from './computeSamples';
export * from './formulaVersion';
export * from './marks/confidence';
export * from './metrics/computeMetrics';
export * from './metrics/metricSeries';
export * from './metrics/releases';
export * from './statistics/quantiles';
export * from './statistics/share';
export * from './types';
