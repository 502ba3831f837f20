import { RolloutStep } from '@quarterdeck/plugin-ingest-common';
import { Fields, fieldsList, fieldsOf, textOf } from '../fields';
import { latestOf, timeOf } from '../times';

/** An AnalysisRun object, as far as it is read. */
export interface AnalysisRun {
  name?: string;
  /** Of the rollout, counted from 0. */
  stepIndex?: number;
  phase?: string;
  message?: string;
  startedAt?: string;
  metrics: {
    name: string;
    phase?: string;
    message?: string;
    value?: string;
    finishedAt?: string;
  }[];
}

/** Reads an AnalysisRun object. */
export function analysisRunOf(run: Fields): AnalysisRun {
  const metadata = fieldsOf(run.metadata);
  const status = fieldsOf(run.status);
  const step = textOf(fieldsOf(metadata.labels)['step-index']);
  return {
    name: textOf(metadata.name),
    stepIndex: step && /^\d{1,3}$/.test(step) ? Number(step) : undefined,
    phase: textOf(status.phase),
    message: textOf(status.message),
    startedAt: timeOf(status.startedAt),
    metrics: fieldsList(status.metricResults, 100).flatMap(metric => {
      const name = textOf(metric.name);
      if (!name) return [];
      const measurements = fieldsList(metric.measurements, 200);
      const last = fieldsOf(measurements[measurements.length - 1]);
      return [
        {
          name,
          phase: textOf(metric.phase),
          message: textOf(metric.message) ?? textOf(last.message),
          value: textOf(last.value),
          finishedAt: timeOf(last.finishedAt),
        },
      ];
    }),
  };
}

const phases = new Map<string, RolloutStep['state']>([
  ['pending', 'pending'],
  ['running', 'running'],
  ['successful', 'succeeded'],
  ['failed', 'failed'],
  ['error', 'failed'],
  ['inconclusive', 'inconclusive'],
]);

/** An analysis' phase as the state of a step. Unknown and absent words wait. */
export function analysisState(phase: string | undefined): RolloutStep['state'] {
  return phases.get(phase?.toLowerCase() ?? '') ?? 'pending';
}

const sentences = new Map<string, string>([
  ['pending', 'Analysis run is running'],
  ['running', 'Analysis run is running'],
  ['successful', 'Analysis run completed successfully'],
  ['failed', 'Analysis run failed'],
  ['error', 'Analysis run had an error'],
  ['inconclusive', 'Analysis run was inconclusive'],
]);

/** Its own message, else the sentence Argo CD shows for its phase. */
export function analysisMessage(run: AnalysisRun): string | undefined {
  if (!run.phase) {
    return 'Waiting for analysis run to finish: status has not been reconciled.';
  }
  return run.message ?? sentences.get(run.phase.toLowerCase());
}

const worstFirst = ['failed', 'error', 'inconclusive', 'running', 'pending'];
const rank = (phase: string | undefined) => {
  const index = worstFirst.indexOf(phase?.toLowerCase() ?? '');
  return index < 0 ? worstFirst.length : index;
};

/** Measurements that decided, worst first. */
export function analysisMetrics(run: AnalysisRun) {
  return [...run.metrics]
    .sort((a, b) => rank(a.phase) - rank(b.phase))
    .slice(0, 50)
    .map(({ name, phase, value, message }) => ({
      name,
      phase,
      value,
      message,
    }));
}

/** The newest time an AnalysisRun carries. */
export function analysisAt(run: AnalysisRun): string | undefined {
  return latestOf(
    run.startedAt,
    ...run.metrics.map(metric => metric.finishedAt),
  );
}
