import { ParsedEvent, WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { parsedAs } from '../deliveryParts';
import {
  amountOf,
  Fields,
  fieldsList,
  fieldsOf,
  maybeFields,
  shaOf,
  textOf,
} from '../fields';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { rejectedAt } from '../readDelivery';
import { millisOf, shifted } from '../times';
import { buildFromApi } from './buildFromApi';
import {
  buildDeployment,
  buildEnvironment,
  stageDeployment,
} from './jenkinsDeployment';
import { inputGate } from './inputGate';
import { branchName, JenkinsPlace, jenkinsPlace } from './jenkinsPlace';
import { phaseProgress } from './jenkinsProgress';
import { runFacts } from './runFacts';
import { stageFromApi } from './stageFromApi';

const stagesMax = 500;

/**
 * Turns a Jenkins delivery into events. Never throws. Two forms: what the
 * Notification plugin sends (`build.full_url`, `build.phase`), and what Jenkins'
 * own API says of a build (`url`, `building`, `result`), with `stages` added.
 */
export const parseJenkins: WebhookProvider['parse'] = ({ body, now }) => {
  const fields = maybeFields(body);
  if (!fields) return rejectedAt([], body, "Jenkins' delivery");
  const build = maybeFields(fields.build);
  const notified = build ? textOf(build.full_url) : undefined;
  const place = jenkinsPlace(notified ?? textOf(fields.url, 4096));
  if (!place) {
    const keys = build ? ['build', 'full_url'] : ['url'];
    const rejection = rejectedAt(keys, body, "Jenkins' delivery");
    return {
      ...rejection,
      message: `${rejection.message} It must be the address of a build, such as https://jenkins.example/job/shop/12/: set the Jenkins URL in its system configuration.`,
    };
  }
  if (build) {
    const phase = textOf(build.phase, 64);
    return phase
      ? parsedAs(
          `notification.${phase}`,
          runEvents(place, notifiedRun(build, place, now), build),
        )
      : rejectedAt(['build', 'phase'], body, "Jenkins' delivery");
  }
  const run = buildFromApi(fields, place, { now });
  return parsedAs(`build.${run.state}`, [
    ...runEvents(place, run, fields),
    ...stageEvents(fields, place, run, now),
  ]);
};

/**
 * A build as the Notification plugin tells it. `timestamp` is the time of the
 * phase: the start, and the end at COMPLETED. FINALIZED comes after what follows
 * a build and is no finish of it.
 */
function notifiedRun(
  build: Fields,
  place: JenkinsPlace,
  now: Date,
): EventInputs['ci.run.v1'] {
  const phase = textOf(build.phase, 64);
  const progress = phaseProgress(phase, textOf(build.status, 64));
  const scm = fieldsOf(build.scm);
  const at = millisOf(build.timestamp);
  const duration = amountOf(build.duration) || undefined;
  const isEnd = phase === 'COMPLETED';
  const begins = progress.state === 'executing' ? at : undefined;
  const queues = progress.state === 'pending' ? at : undefined;
  return {
    ...runFacts(place, {
      title: textOf(build.display_name),
      branch: branchName(textOf(scm.branch)),
      sha: shaOf(scm.commit),
    }),
    ...progress,
    createdAt: queues,
    queuedAt: queues,
    startedAt:
      isEnd && duration !== undefined ? shifted(at, -duration) : begins,
    finishedAt: isEnd ? at : undefined,
    observedAt: at ?? now.toISOString(),
  };
}

function stageEvents(
  build: Fields,
  place: JenkinsPlace,
  run: EventInputs['ci.run.v1'],
  now: Date,
): ParsedEvent[] {
  const buildOver = run.state === 'completed';
  const environment = buildEnvironment(build);
  return fieldsList(build.stages, stagesMax).flatMap((stage, ordinal) => {
    const read = stageFromApi(stage, place, { now, ordinal, buildOver });
    if (!read) return [];
    return [
      providerEvent({
        type: 'ci.stage.v1',
        subject: narrowed(place, { workflow: place.project }),
        at: read.observedAt,
        correlation: { run: place.runId },
        data: read,
      }),
      ...inputGate(stage, read, place),
      ...stageDeployment(place, run, read, environment),
    ];
  });
}

function runEvents(
  place: JenkinsPlace,
  data: EventInputs['ci.run.v1'],
  build: Fields,
): ParsedEvent[] {
  return [
    providerEvent({
      type: 'ci.run.v1',
      subject: narrowed(place, { workflow: place.project }),
      at: data.observedAt,
      correlation: { sha: data.sha, run: data.externalId },
      data,
    }),
    ...buildDeployment(place, data, buildEnvironment(build)),
  ];
}
