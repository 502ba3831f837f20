import { EventInputs } from '../providerEvent';
import { analysisMessage, analysisMetrics, analysisState } from './analysisRun';
import { RolloutNotification, RolloutSpecStep } from './rolloutObject';
import { RolloutStanding } from './rolloutStanding';
import { RolloutWeights, weightAt } from './rolloutWeights';

type StepEvent = EventInputs['rollout.step.v1'];

/** A step without what all events of the rollout share. */
export type RolloutStepData = Omit<
  StepEvent,
  'provider' | 'instance' | 'project' | 'deploymentExternalId' | 'observedAt'
>;

const kinds: readonly [key: string, kind: StepEvent['kind'], name: string][] = [
  ['setWeight', 'set_weight', 'Set weight'],
  ['pause', 'pause', 'Pause'],
  ['analysis', 'analysis', 'Analysis'],
  ['experiment', 'experiment', 'Experiment'],
  ['setHeaderRoute', 'traffic_switch', 'Route by header'],
  ['setMirrorRoute', 'traffic_switch', 'Mirror traffic'],
  ['setCanaryScale', 'unknown', 'Scale of the canary'],
  ['plugin', 'unknown', 'Plugin'],
];

/**
 * The steps of a canary's specification, each with its state by the index the
 * controller is at. An abort sets the index back to zero, so then only what an
 * AnalysisRun tells by its own step index is said.
 */
export function rolloutSteps(
  notification: RolloutNotification,
  standing: RolloutStanding,
  weights: RolloutWeights,
): RolloutStepData[] {
  const { spec } = notification.rollout;
  const steps = spec.canary?.steps ?? [];
  const aborted = standing.state === 'aborted';
  const at = placeOf(notification, standing, steps.length);
  if (at === undefined) return [];
  return steps.map((step, index): RolloutStepData => {
    const { kind, name } = describe(step);
    const run = runOf(notification, index, at);
    const wantedWeight = weightAt(steps, index);
    const known = run && {
      analysis: run.metrics,
      message: run.message,
    };
    return {
      ordinal: index + 1,
      kind,
      name,
      state: stateOf({ index, at, kind, standing, run }),
      wantedWeight,
      // The controller leaves a weight only once the traffic has it.
      actualWeight:
        index === at && !aborted
          ? weights.actualWeight
          : (index < at && kind === 'set_weight' && wantedWeight) || undefined,
      ...known,
    };
  });
}

function stateOf(options: {
  index: number;
  at: number;
  kind: StepEvent['kind'];
  standing: RolloutStanding;
  run?: { phase?: string };
}): StepEvent['state'] {
  const { index, at, kind, standing, run } = options;
  const ended = standing.state === 'aborted' || standing.state === 'failed';
  if (index < at) return 'succeeded';
  if (index > at) return ended ? 'skipped' : 'pending';
  if (kind === 'analysis' && run) return analysisState(run.phase);
  if (standing.gate?.kind === 'analysis') return 'inconclusive';
  return ended ? 'failed' : 'running';
}

function describe(step: RolloutSpecStep) {
  const [key, kind, label] = kinds.find(
    ([word]) => step.fields[word] !== undefined,
  ) ?? ['', 'unknown' as const, 'Step'];
  if (key === 'setWeight') {
    return { kind, name: `${label} ${step.setWeight} %` };
  }
  const { duration } = step.pause ?? {};
  return {
    kind,
    name:
      duration === undefined
        ? label
        : `${label} ${String(duration)}`.slice(0, 255),
  };
}

/** The index it is at; after the last one once all are done. */
function placeOf(
  notification: RolloutNotification,
  { state }: RolloutStanding,
  count: number,
): number | undefined {
  if (state === 'succeeded') return count;
  return state === 'aborted'
    ? abortedAt(notification)
    : notification.rollout.status.currentStepIndex;
}

/** The step at which it was given up, if an AnalysisRun tells. */
function abortedAt({ rollout, analysisRuns }: RolloutNotification) {
  const failed = analysisRuns.find(
    run => analysisState(run.phase) === 'failed' && run.stepIndex !== undefined,
  );
  return failed?.stepIndex ?? (rollout.status.currentStepIndex || undefined);
}

/** The AnalysisRun of a step: by its own label, else the one that runs now. */
function runOf(
  { rollout, analysisRuns }: RolloutNotification,
  index: number,
  at: number,
) {
  const labelled = analysisRuns.findLast(run => run.stepIndex === index);
  const current = rollout.status.stepAnalysis;
  const named =
    index === at && current.name
      ? analysisRuns.find(run => run.name === current.name)
      : undefined;
  const run = labelled ?? named;
  if (run) {
    return {
      phase: run.phase,
      message: analysisMessage(run),
      metrics: analysisMetrics(run),
    };
  }
  return index === at && current.status
    ? {
        phase: current.status,
        message: current.message,
        metrics: [
          {
            name: current.name ?? 'analysis',
            phase: current.status,
            message: current.message,
          },
        ],
      }
    : undefined;
}
