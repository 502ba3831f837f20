import { z } from 'zod';
import { RolloutStep } from '@quarterdeck/plugin-ingest-common';
import {
  latest,
  lenient,
  maybeText,
  maybeTime,
  readableItems,
} from '../bodyValues';

const metricSchema = z.object({
  name: z.string().min(1),
  phase: maybeText,
  message: maybeText,
  measurements: readableItems(
    z.object({
      phase: maybeText,
      value: maybeText,
      message: maybeText,
      finishedAt: maybeTime,
    }),
    200,
  ),
});

/** An AnalysisRun object, as far as it is read. */
export const analysisRunSchema = z.object({
  metadata: lenient(
    z.object({
      name: maybeText,
      labels: lenient(
        z.object({
          'step-index': lenient(
            z
              .string()
              .regex(/^\d{1,3}$/)
              .transform(Number),
          ),
        }),
      ),
    }),
  ),
  status: lenient(
    z.object({
      phase: maybeText,
      message: maybeText,
      startedAt: maybeTime,
      metricResults: readableItems(metricSchema, 100),
    }),
  ),
});

/** @see analysisRunSchema */
export type AnalysisRun = z.output<typeof analysisRunSchema>;

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
  const { status } = run;
  if (!status?.phase) {
    return 'Waiting for analysis run to finish: status has not been reconciled.';
  }
  return status.message ?? sentences.get(status.phase.toLowerCase());
}

const worstFirst = ['failed', 'error', 'inconclusive', 'running', 'pending'];
const rank = (phase: string | undefined) => {
  const index = worstFirst.indexOf(phase?.toLowerCase() ?? '');
  return index < 0 ? worstFirst.length : index;
};

/** Measurements that decided, worst first. */
export function analysisMetrics(run: AnalysisRun) {
  return [...(run.status?.metricResults ?? [])]
    .sort((a, b) => rank(a.phase) - rank(b.phase))
    .slice(0, 50)
    .map(metric => {
      const last = metric.measurements[metric.measurements.length - 1];
      return {
        name: metric.name,
        phase: metric.phase,
        value: last?.value,
        message: metric.message ?? last?.message,
      };
    });
}

/** The newest time an AnalysisRun carries. */
export function analysisAt(run: AnalysisRun): string | undefined {
  return latest(
    run.status?.startedAt,
    ...(run.status?.metricResults ?? []).flatMap(metric =>
      metric.measurements.map(measurement => measurement.finishedAt),
    ),
  );
}
