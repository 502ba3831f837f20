import {
  countOf,
  Fields,
  fieldsList,
  fieldsOf,
  flagOf,
  idOf,
  maybeFields,
  shaOf,
  textOf,
} from '../fields';
import { rejectedAt, Rejection } from '../readDelivery';
import { timeOf } from '../times';
import { AnalysisRun, analysisRunOf } from './analysisRun';

/** A share of traffic, 0 to 100. */
const weightOf = (value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0 && value <= 100 ? value : undefined;

const runStatusOf = (value: unknown) => {
  const run = fieldsOf(value);
  return {
    name: textOf(run.name),
    status: textOf(run.status),
    message: textOf(run.message),
  };
};

function stepOf(step: Fields) {
  const pause = maybeFields(step.pause);
  const duration = pause?.duration;
  return {
    fields: step,
    setWeight: weightOf(step.setWeight),
    pause: pause && {
      duration:
        typeof duration === 'string' || typeof duration === 'number'
          ? duration
          : undefined,
    },
  };
}

function specOf(spec: Fields) {
  const strategy = fieldsOf(spec.strategy);
  const canary = maybeFields(strategy.canary);
  const blueGreen = maybeFields(strategy.blueGreen);
  const pod = fieldsOf(fieldsOf(spec.template).spec);
  return {
    paused: flagOf(spec.paused),
    canary: canary && { steps: fieldsList(canary.steps, 1000).map(stepOf) },
    blueGreen: blueGreen && {
      autoPromotionEnabled: flagOf(blueGreen.autoPromotionEnabled),
    },
    images: fieldsList(pod.containers, 50).flatMap(
      container => textOf(container.image, 1024) ?? [],
    ),
  };
}

function statusOf(status: Fields) {
  const canary = fieldsOf(status.canary);
  const weights = fieldsOf(canary.weights);
  return {
    phase: textOf(status.phase),
    message: textOf(status.message),
    abort: flagOf(status.abort),
    currentStepIndex: countOf(status.currentStepIndex),
    currentPodHash: textOf(status.currentPodHash),
    pauseConditions: fieldsList(status.pauseConditions, 20).map(pause => ({
      reason: textOf(pause.reason),
      startTime: timeOf(pause.startTime),
    })),
    conditions: fieldsList(status.conditions, 50).map(condition => ({
      type: textOf(condition.type),
      status: textOf(condition.status),
      reason: textOf(condition.reason),
      message: textOf(condition.message),
      lastUpdateTime: timeOf(condition.lastUpdateTime),
      lastTransitionTime: timeOf(condition.lastTransitionTime),
    })),
    actualWeight: weightOf(fieldsOf(weights.canary).weight),
    stepAnalysis: runStatusOf(canary.currentStepAnalysisRunStatus),
  };
}

/** The parts of a Rollout that are read. */
export interface RolloutObject {
  name: string;
  namespace: string;
  labels: Fields;
  annotations: Fields;
  spec: ReturnType<typeof specOf>;
  status: ReturnType<typeof statusOf>;
}

/** A step of `spec.strategy.canary.steps`. */
export type RolloutSpecStep = ReturnType<typeof stepOf>;

/** The body of our notification template. */
export interface RolloutNotification {
  cluster?: string;
  environment?: string;
  sha?: string;
  rollout: RolloutObject;
  analysisRuns: AnalysisRun[];
}

const what = 'The Argo Rollouts notification';

/** Reads the body of our template, or says which part stops it. */
export function readRolloutNotification(
  body: unknown,
): RolloutNotification | Rejection {
  const fields = maybeFields(body);
  if (!fields) return rejectedAt([], body, what);
  const rollout = maybeFields(fields.rollout);
  if (!rollout) return rejectedAt(['rollout'], body, what);
  const metadata = fieldsOf(rollout.metadata);
  const name = idOf(metadata.name, 253);
  const namespace = idOf(metadata.namespace, 253);
  const missing = name ? 'namespace' : 'name';
  if (!name || !namespace) {
    return rejectedAt(['rollout', 'metadata', missing], body, what);
  }
  const status = maybeFields(rollout.status);
  if (!status) return rejectedAt(['rollout', 'status'], body, what);
  return {
    cluster: textOf(fields.cluster),
    environment: textOf(fields.environment),
    sha: shaOf(fields.sha),
    rollout: {
      name,
      namespace,
      labels: fieldsOf(metadata.labels),
      annotations: fieldsOf(metadata.annotations),
      spec: specOf(fieldsOf(rollout.spec)),
      status: statusOf(status),
    },
    analysisRuns: fieldsList(fields.analysisRuns, 50).map(analysisRunOf),
  };
}
