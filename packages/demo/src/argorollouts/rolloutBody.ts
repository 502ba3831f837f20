import { NumberedRun } from '../github/runBody';
import { isoSecond, MINUTE, SECOND } from '../history/clock';
import { JobPlan } from '../history/plan';
import { registry } from '../organisation/hosts';
import { analysesUntil, CanaryMoment, canarySteps } from './canaryPlan';

const template = 'checkout-health';

/** The body of our notification template: the rollout as it stands then. */
export function rolloutBody(
  numbered: NumberedRun,
  job: JobPlan,
  moment: CanaryMoment,
): object {
  const { run } = numbered;
  const { name } = run.repository;
  const { environment = '', region } = job.template.deploysTo ?? {};
  return {
    cluster: `prod-${region}-1`,
    environment,
    sha: run.commit.sha,
    rollout: {
      metadata: {
        name,
        namespace: 'shop',
        labels: { 'app.kubernetes.io/version': run.release },
        annotations: {
          'rollout.argoproj.io/revision': String(revisionOf(numbered)),
        },
      },
      spec: {
        strategy: { canary: { steps: canarySteps } },
        template: {
          spec: {
            containers: [{ name, image: `${registry}/${name}:${run.release}` }],
          },
        },
      },
      status: statusOf(numbered, job, moment),
    },
    analysisRuns: analysisRuns(numbered, moment),
  };
}

/** Deployments and roll backs count apart, and a rollout counts both. */
function revisionOf({ run, number }: NumberedRun): number {
  return number * 2 + (run.isRollback ? 1 : 0);
}

function messageOf(numbered: NumberedRun, { phase, end }: CanaryMoment) {
  const number = revisionOf(numbered);
  if (end === 'analysis') {
    return `RolloutAborted: Rollout aborted update to revision ${number}: Step-based analysis phase error/failed: Metric "success-rate" assessed Failed due to failed (2) > failureLimit (1)`;
  }
  if (end === 'aborted') {
    return `RolloutAborted: Rollout aborted update to revision ${number}`;
  }
  if (end === 'inconclusive') return 'InconclusiveAnalysisRun';
  return phase === 'Paused' ? 'CanaryPauseStep' : undefined;
}

function weightAt(step: number): number {
  const until = canarySteps.slice(0, step + 1);
  return until.findLast(({ setWeight }) => setWeight)?.setWeight ?? 0;
}

function statusOf(
  numbered: NumberedRun,
  job: JobPlan,
  moment: CanaryMoment,
): object {
  const { at, phase, step } = moment;
  const aborted = phase === 'Degraded';
  const healthy = phase === 'Healthy';
  const message = messageOf(numbered, moment);
  const now = {
    lastUpdateTime: isoSecond(at),
    lastTransitionTime: isoSecond(at),
  };
  const began = isoSecond(job.startedAt);
  const weight = weightAt(step);
  return {
    phase,
    message,
    abort: aborted,
    // An abort sets it back.
    currentStepIndex: aborted ? 0 : step,
    currentPodHash: `${revisionOf(numbered)}`,
    pauseConditions:
      phase === 'Paused' ? [{ reason: message, startTime: isoSecond(at) }] : [],
    conditions: [
      healthy
        ? { type: 'Completed', status: 'True', ...now }
        : {
            type: 'Completed',
            status: 'False',
            lastUpdateTime: began,
            lastTransitionTime: began,
          },
      aborted
        ? {
            type: 'Progressing',
            status: 'False',
            reason: 'RolloutAborted',
            message,
            ...now,
          }
        : {
            type: 'Progressing',
            status: phase === 'Paused' ? 'Unknown' : 'True',
            reason: phase === 'Paused' ? 'RolloutPaused' : 'ReplicaSetUpdated',
            ...now,
          },
    ],
    canary: {
      weights: {
        canary: {
          // The mesh is a little behind while a new weight is set.
          weight: aborted ? 0 : weight - (canarySteps[step]?.setWeight ? 2 : 0),
        },
      },
    },
  };
}

/** Those that were made so far; the last one tells how it ended. */
function analysisRuns(numbered: NumberedRun, moment: CanaryMoment): object[] {
  const { step, at, end } = moment;
  return analysesUntil(step).map(index => {
    const isNow = index === step;
    const failed = isNow && end === 'analysis';
    const unclear = isNow && end === 'inconclusive';
    const running = isNow && !end;
    let phase = running ? 'Running' : 'Successful';
    if (failed) phase = 'Failed';
    if (unclear) phase = 'Inconclusive';
    const rate = 0.9961 + ((numbered.id + index) % 37) / 10_000;
    const measuredAt = isoSecond(at - (running || failed ? 0 : 5 * SECOND));
    const metric = (name: string, value: string, word: string) => ({
      name,
      phase: word,
      measurements: [
        { phase: word, value: `[${value}]`, finishedAt: measuredAt },
      ],
    });
    return {
      metadata: {
        name: `${template}-${revisionOf(numbered)}-${index}`,
        labels: { 'step-index': String(index) },
      },
      status: {
        phase,
        startedAt: isoSecond(at - 3 * MINUTE),
        metricResults: running
          ? []
          : [
              metric(
                'success-rate',
                failed ? '0.9412' : rate.toFixed(4),
                failed ? 'Failed' : 'Successful',
              ),
              metric(
                'p95-latency',
                String(170 + ((numbered.id + index) % 31)),
                unclear ? 'Inconclusive' : 'Successful',
              ),
            ],
      },
    };
  });
}
