import { ParsedEvent, WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { textOf } from '../fields';
import { containerImage } from '../containerImage';
import { EventInputs, providerEvent } from '../providerEvent';
import {
  bounded,
  cut,
  environmentOf,
  placeParts,
  RolloutPlace,
  rolloutSubject,
} from '../rolloutPlace';
import { latestOf } from '../times';
import { analysisAt } from './analysisRun';
import { rolloutGates } from './rolloutGates';
import { RolloutNotification, readRolloutNotification } from './rolloutObject';
import { RolloutStanding, rolloutStanding } from './rolloutStanding';
import { rolloutSteps } from './rolloutSteps';
import { RolloutWeights, rolloutWeights } from './rolloutWeights';

const revisionAnnotation = 'rollout.argoproj.io/revision';
const what = 'The Argo Rollouts notification';

/** Turns the body of our notification template into events. Never throws. */
export const parseArgoRollouts: WebhookProvider['parse'] = ({ body, now }) => {
  const notification = readRolloutNotification(body);
  if ('outcome' in notification) return notification;
  const { name, namespace, annotations, status } = notification.rollout;
  const revision =
    textOf(annotations[revisionAnnotation]) ?? status.currentPodHash;
  if (!revision) {
    return {
      outcome: 'rejected',
      message: `${what} cannot be read: neither the annotation ${revisionAnnotation} nor /rollout/status/currentPodHash names a revision.`,
      path: '/rollout/metadata/annotations',
    };
  }
  const place: RolloutPlace = {
    provider: 'argorollouts',
    instance: cut((notification.cluster ?? 'argo-rollouts').toLowerCase(), 255),
    project: `${namespace}/${name}`,
    environment: cut(notification.environment ?? namespace, 255),
  };
  const externalId = bounded(`${place.project}@${revision}`, 128);
  const standing = rolloutStanding(notification.rollout);
  const weights = rolloutWeights(notification.rollout, standing);
  const observedAt = observed(notification) ?? now.toISOString();
  const shared = {
    subject: rolloutSubject(place),
    at: observedAt,
    correlation: { deployment: externalId, sha: notification.sha },
  };
  const events: ParsedEvent[] = [
    providerEvent({
      ...shared,
      type: 'deployment.v1',
      data: {
        ...deploymentOf(notification, place, standing, weights),
        externalId,
        observedAt,
      },
    }),
    ...rolloutSteps(notification, standing, weights).map(step =>
      providerEvent({
        ...shared,
        type: 'rollout.step.v1',
        data: {
          ...placeParts(place),
          ...step,
          deploymentExternalId: externalId,
          observedAt,
        },
      }),
    ),
    ...rolloutGates(notification, standing).map(({ id, ...gate }) =>
      providerEvent({
        ...shared,
        type: 'gate.v1',
        data: {
          ...placeParts(place),
          ...gate,
          externalId: `${externalId}/${id}`,
          environment: place.environment,
          deploymentExternalId: externalId,
          sha: notification.sha,
          observedAt,
        },
      }),
    ),
  ];
  return {
    outcome: 'parsed',
    parsedAs: `rollout.${status.phase?.slice(0, 64) ?? 'unknown'}`,
    events,
  };
};

function deploymentOf(
  notification: RolloutNotification,
  place: RolloutPlace,
  standing: RolloutStanding,
  weights: RolloutWeights,
): Omit<EventInputs['deployment.v1'], 'externalId' | 'observedAt'> {
  const { name, labels, spec, status } = notification.rollout;
  const steps = spec.canary?.steps;
  const artifacts = spec.images.map(containerImage);
  const completed = status.conditions.find(
    condition => condition.type === 'Completed',
  );
  return {
    ...placeParts(place),
    environment: environmentOf(place),
    state: standing.state,
    rawState: status.phase,
    service: name,
    sha: notification.sha,
    version:
      textOf(labels['app.kubernetes.io/version']) ?? artifacts[0]?.version,
    strategy: strategyOf(notification),
    artifacts,
    failure: standing.failure,
    reason: status.message,
    rollout: {
      phase: status.phase,
      ...(steps?.length && {
        step: stepNumber(standing, status.currentStepIndex, steps.length),
        steps: steps.length,
      }),
      ...weights,
    },
    startedAt:
      completed?.status === 'False' ? completed.lastTransitionTime : undefined,
    finishedAt: finishOf(notification, standing),
  };
}

function strategyOf({
  rollout,
}: RolloutNotification): EventInputs['deployment.v1']['strategy'] {
  const { canary, blueGreen } = rollout.spec;
  if (blueGreen) return 'blue_green';
  return canary ? 'canary' : 'unknown';
}

/** Counted from 1; the last one once all are done, 0 when none is known. */
function stepNumber(
  standing: RolloutStanding,
  index: number | undefined,
  count: number,
): number {
  if (standing.state === 'succeeded') return count;
  return index === undefined ? 0 : Math.min(index + 1, count);
}

/** When it reached its end, by the condition that says so. */
function finishOf(
  { rollout }: RolloutNotification,
  { state }: RolloutStanding,
): string | undefined {
  const timeOf = (type: string, status: string) => {
    const found = rollout.status.conditions.find(
      condition => condition.type === type && condition.status === status,
    );
    return found?.lastTransitionTime ?? found?.lastUpdateTime;
  };
  if (state === 'succeeded') {
    return timeOf('Completed', 'True') ?? timeOf('Healthy', 'True');
  }
  if (state !== 'aborted' && state !== 'failed') return undefined;
  return timeOf('Progressing', 'False') ?? timeOf('InvalidSpec', 'True');
}

/** The newest time of the object. */
function observed({
  rollout,
  analysisRuns,
}: RolloutNotification): string | undefined {
  return latestOf(
    ...rollout.status.conditions.flatMap(condition => [
      condition.lastUpdateTime,
      condition.lastTransitionTime,
    ]),
    ...rollout.status.pauseConditions.map(pause => pause.startTime),
    ...analysisRuns.map(analysisAt),
  );
}
