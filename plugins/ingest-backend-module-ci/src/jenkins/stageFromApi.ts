import { boundedId } from '../boundedId';
import { amountOf, Fields, fieldsOf, idOf, textOf } from '../fields';
import { EventInputs } from '../providerEvent';
import { hasBegun } from '../progressOf';
import { latestOf, millisOf, shifted } from '../times';
import { JenkinsPlace } from './jenkinsPlace';
import { stageProgress } from './jenkinsProgress';

/** The build a stage belongs to. */
export interface StageSurroundings {
  now: Date;
  ordinal?: number;
  /** Whether the build has ended, and its stages with it. */
  buildOver: boolean;
}

/**
 * A stage as the Pipeline Stage View gives it (`<build>/wfapi/describe`), as a
 * `ci.stage.v1`; `undefined` without an id. Ids count nodes of one build, so the
 * build is part of the key.
 */
export function stageFromApi(
  stage: Fields,
  place: JenkinsPlace,
  context: StageSurroundings,
): EventInputs['ci.stage.v1'] | undefined {
  const id = idOf(stage.id);
  if (!id) return undefined;
  const progress = stageProgress(textOf(stage.status), context.buildOver);
  const started = millisOf(stage.startTimeMillis);
  const duration = amountOf(stage.durationMillis);
  const startedAt = hasBegun(progress) ? started : undefined;
  // While it runs, the duration is how long it has run so far.
  const soFar = shifted(started, duration);
  const finishedAt = progress.state === 'completed' ? soFar : undefined;
  return {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId: boundedId(`${place.runId}/${id}`),
    runExternalId: place.runId,
    runAttempt: 1,
    pipelineName: place.project,
    name: textOf(stage.name, 255) ?? `stage ${id}`,
    ordinal: context.ordinal,
    failureMessage: textOf(fieldsOf(stage.error).message),
    url: place.url,
    ...progress,
    createdAt: started,
    startedAt,
    finishedAt,
    observedAt: latestOf(started, soFar) ?? context.now.toISOString(),
  };
}
