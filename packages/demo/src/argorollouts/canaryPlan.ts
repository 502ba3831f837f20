import { JobPlan } from '../history/plan';
import { SECOND } from '../history/clock';

/** The steps of every canary of the house: some traffic, a pause, an analysis. */
export const canarySteps = [
  { setWeight: 5 },
  { pause: { duration: '3m' } },
  { analysis: { templates: [{ templateName: 'checkout-health' }] } },
  { setWeight: 25 },
  { pause: { duration: '3m' } },
  { analysis: { templates: [{ templateName: 'checkout-health' }] } },
  { setWeight: 50 },
  { pause: { duration: '5m' } },
  { analysis: { templates: [{ templateName: 'checkout-health' }] } },
  { setWeight: 100 },
];

const analyses = [2, 5, 8];

/** Where a canary stands at a moment. */
export interface CanaryMoment {
  at: number;
  phase: 'Progressing' | 'Paused' | 'Healthy' | 'Degraded';
  /** Of {@link canarySteps}, from 0. */
  step: number;
  end?: 'healthy' | 'analysis' | 'aborted' | 'inconclusive';
}

/** All moments of the canary that a job waits for. */
export function canaryMoments(
  job: JobPlan,
  how: { luck: number; inconclusive: boolean },
): CanaryMoment[] {
  const { startedAt, finishedAt, conclusion } = job;
  const failsAt = analyses[how.luck % 2];
  const passed = conclusion === 'success';
  const last = passed ? canarySteps.length : failsAt + 1;
  // One that waits for a person was at half its traffic long ago.
  const span = how.inconclusive
    ? Math.min(900 * SECOND, finishedAt - startedAt)
    : finishedAt - startedAt;
  const timeOf = (step: number) =>
    startedAt + Math.floor(((span / last) * step) / SECOND) * SECOND;
  const moments: CanaryMoment[] = Array.from({ length: last }, (_, step) => ({
    at: timeOf(step),
    phase: canarySteps[step].pause ? 'Paused' : 'Progressing',
    step,
  }));
  if (how.inconclusive) {
    moments.splice(analyses[1]);
    moments.push({
      at: timeOf(analyses[1]),
      phase: 'Paused',
      step: analyses[1],
      end: 'inconclusive',
    });
  }
  moments.push(
    passed
      ? {
          at: finishedAt,
          phase: 'Healthy',
          step: canarySteps.length,
          end: 'healthy',
        }
      : {
          at: finishedAt,
          phase: 'Degraded',
          step: failsAt,
          end: conclusion === 'failure' ? 'analysis' : 'aborted',
        },
  );
  return moments;
}

/** Whether an analysis of the steps before has been made. */
export function analysesUntil(step: number): number[] {
  return analyses.filter(index => index <= step);
}
