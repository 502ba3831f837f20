import { CiRun } from '@quarterdeck/plugin-ingest-common';
import { parsedAs } from '../deliveryParts';
import { Fields, fieldsList, fieldsOf, idOf, shaOf, textOf } from '../fields';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { hasBegun } from '../progressOf';
import { latestOf, timeOf } from '../times';
import { azureActor } from './azureActor';
import { AzureEventParser, refused } from './azureDelivery';
import { azureProgress } from './azureProgress';
import { azureRef } from './azureRef';

const triggers = new Map<string, CiRun['trigger']>([
  ['manual', 'manual'],
  ['usercreated', 'manual'],
  ['individualci', 'push'],
  ['batchedci', 'push'],
  ['schedule', 'schedule'],
  ['scheduleforced', 'schedule'],
  ['pullrequest', 'change'],
  ['validateshelveset', 'change'],
  ['checkinshelveset', 'change'],
  ['buildcompletion', 'upstream'],
  ['resourcetrigger', 'upstream'],
]);

/** `build.complete`: a run has ended. Its id is that of the pipeline run. */
export const parseBuild: AzureEventParser = delivery => {
  const { place, resource: build, now } = delivery;
  const externalId = idOf(build.id);
  if (!externalId) return refused(delivery, 'resource', 'id');
  const progress = azureProgress(
    textOf(build.status, 64),
    textOf(build.result, 64),
  );
  const definition = fieldsOf(build.definition);
  const old = oldVersion(textOf(build.sourceGetVersion));
  const ref = azureRef(textOf(build.sourceBranch) ?? old.ref);
  const rawTrigger = textOf(build.reason, 64);
  const finished = timeOf(build.finishTime);
  const started = timeOf(build.startTime);
  const requested = fieldsList(build.requests, 1)[0];
  const data: EventInputs['ci.run.v1'] = {
    // Written out: spreading costs more than all else a delivery needs.
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId,
    attempt: 1,
    pipeline: {
      externalId: idOf(definition.id),
      name: textOf(definition.name) ?? 'unnamed pipeline',
    },
    title: textOf(build.buildNumber),
    trigger: triggers.get(rawTrigger?.toLowerCase() ?? '') ?? 'unknown',
    rawTrigger,
    actor: azureActor(fieldsOf(build.requestedFor ?? requested?.requestedFor)),
    branch: ref.branch,
    tag: ref.tag,
    sha: shaOf(build.sourceVersion) ?? old.sha,
    changes: ref.change ? [{ externalId: ref.change }] : [],
    url: webLink(build) ?? textOf(build.url, 4096),
    state: progress.state,
    result: progress.result,
    rawState: progress.rawState,
    rawResult: progress.rawResult,
    createdAt: timeOf(build.queueTime),
    queuedAt: timeOf(build.queueTime),
    startedAt: hasBegun(progress) ? started : undefined,
    finishedAt: progress.state === 'completed' ? finished : undefined,
    observedAt: latestOf(finished, started) ?? delivery.at ?? now.toISOString(),
  };
  return parsedAs(delivery.eventType, [
    providerEvent({
      type: 'ci.run.v1',
      subject: narrowed(place, { workflow: data.pipeline.name }),
      at: data.observedAt,
      correlation: { sha: data.sha, run: externalId },
      data,
    }),
  ]);
};

/** The page of a thing for people, beside its address in the API. */
export function webLink(thing: Fields): string | undefined {
  return textOf(fieldsOf(fieldsOf(thing._links).web).href, 4096);
}

/** Old bodies write `LG:refs/heads/main:<sha>`. */
function oldVersion(text: string | undefined): { ref?: string; sha?: string } {
  const [, ref, sha] =
    /^[A-Z]{1,2}:(refs\/[^:]{1,512}):([0-9a-f]{40})$/.exec(text ?? '') ?? [];
  return { ref, sha };
}
