import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import { Gate } from '@quarterdeck/plugin-ingest-common';
import { amountOf, Fields, textOf } from '../fields';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { millisOf, shifted } from '../times';
import { JenkinsPlace } from './jenkinsPlace';

/**
 * The gate of a stage that asks for input. Jenkins tells neither when it asked
 * nor who answered, only how long the stage paused: the pause is put at the end
 * of what the stage has run while it waits, and at its beginning afterwards, so
 * that its length is right.
 */
export function inputGate(
  stage: Fields,
  read: EventInputs['ci.stage.v1'],
  place: JenkinsPlace,
): ParsedEvent[] {
  const waits = read.state === 'waiting_gate';
  const pause = amountOf(stage.pauseDurationMillis) ?? 0;
  if (!waits && pause === 0) return [];
  const started = millisOf(stage.startTimeMillis);
  const duration = amountOf(stage.durationMillis) ?? 0;
  const state = waits
    ? 'pending'
    : answerOf(textOf(stage.status), pause, duration);
  if (!state) return [];
  const decidedAt = waits ? undefined : shifted(started, pause);
  const data: EventInputs['gate.v1'] = {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId: read.externalId,
    kind: 'approval',
    state,
    runExternalId: place.runId,
    runAttempt: 1,
    askedAt: waits ? shifted(started, Math.max(0, duration - pause)) : started,
    decidedAt,
    comment: read.name,
    observedAt: read.observedAt,
    url: `${place.url.replace(/\/$/, '')}/input/`,
  };
  return [
    providerEvent({
      type: 'gate.v1',
      subject: narrowed(place, { workflow: place.project }),
      at: data.observedAt,
      correlation: { run: place.runId },
      data,
    }),
  ];
}

const wentOn = new Set(['SUCCESS', 'UNSTABLE', 'IN_PROGRESS']);
const broke = new Set(['ABORTED', 'FAILED', 'FAILURE']);

/**
 * Broken off in the pause: refused. Broken off later: somebody had let it go on.
 * Of a stage whose word nobody knows, nobody knows the answer either.
 */
function answerOf(
  status: string | undefined,
  pause: number,
  duration: number,
): Gate['state'] | undefined {
  if (wentOn.has(status ?? '')) return 'approved';
  if (!broke.has(status ?? '')) return undefined;
  return pause >= duration - 1000 ? 'rejected' : 'approved';
}
