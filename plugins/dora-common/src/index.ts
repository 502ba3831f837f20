/**
 * Rules of the DORA metrics: facts in, samples between, metrics out.
 *
 * @packageDocumentation
 */
export * from './alerts/bandAlert';
export * from './alerts/changePoints';
export * from './alerts/judgeAlert';
export * from './benchmarks/industries2025';
export * from './benchmarks/ownThresholds';
export * from './benchmarks/quickCheck';
export * from './benchmarks/tierTables';
export * from './calendar/buckets';
export * from './calendar/periods';
export * from './calendar/zoneDays';
export * from './computeSamples';
export * from './contract/benchmarkRoutes';
export * from './contract/compareQuery';
export * from './contract/doraContract';
export * from './contract/exports';
export * from './contract/figureAnswers';
export * from './contract/metricRoutes';
export * from './contract/recordRoutes';
export * from './contract/sampleAnswers';
export * from './contract/serviceRow';
export * from './contract/shared';
export * from './formulaVersion';
export * from './howComputed';
export * from './marks/confidence';
export * from './metrics/computeMetrics';
export * from './metrics/metricSeries';
export * from './metrics/releases';
export * from './permissions';
export * from './statistics/pooledQuantile';
export * from './statistics/quantiles';
export * from './statistics/share';
export * from './types';
