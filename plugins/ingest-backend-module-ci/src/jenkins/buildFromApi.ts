import { CiRun } from '@quarterdeck/plugin-ingest-common';
import {
  amountOf,
  Fields,
  fieldsList,
  fieldsOf,
  flagOf,
  shaOf,
  textOf,
} from '../fields';
import { EventInputs } from '../providerEvent';
import { millisOf, shifted } from '../times';
import { branchName, JenkinsPlace } from './jenkinsPlace';
import { buildProgress } from './jenkinsProgress';
import { runFacts } from './runFacts';

/**
 * A build as Jenkins' API gives it (`<build>/api/json`), as a `ci.run.v1`. While
 * it runs its duration is 0, so a finish is read only when it is over.
 */
export function buildFromApi(
  build: Fields,
  place: JenkinsPlace,
  context: { now: Date },
): EventInputs['ci.run.v1'] {
  const progress = buildProgress(flagOf(build.building), textOf(build.result));
  const actions = fieldsList(build.actions, 100);
  const revision = fieldsOf(
    actions.find(action => shaOf(fieldsOf(action.lastBuiltRevision).SHA1))
      ?.lastBuiltRevision,
  );
  const causes = actions.flatMap(action => fieldsList(action.causes, 10));
  const startedAt = millisOf(build.timestamp);
  const duration = amountOf(build.duration);
  const finishedAt =
    progress.state === 'completed' && duration !== undefined
      ? shifted(startedAt, duration)
      : undefined;
  const trigger = triggerOf(causes);
  const user = causes.find(cause => textOf(cause.userName));
  return {
    ...runFacts(place, {
      title: textOf(build.displayName),
      branch: branchName(
        textOf(fieldsList(revision.branch, 1)[0]?.name) ?? textOf(build.branch),
      ),
      sha: shaOf(revision.SHA1) ?? shaOf(build.commit),
      url: textOf(build.url),
    }),
    ...progress,
    trigger: place.change ? 'change' : trigger.trigger,
    rawTrigger: trigger.raw,
    actor: user && {
      login: textOf(user.userId) ?? textOf(user.userName) ?? '',
      name: textOf(user.userName),
      kind: 'person',
    },
    startedAt,
    finishedAt,
    observedAt: finishedAt ?? startedAt ?? context.now.toISOString(),
  };
}

const triggers: readonly [cause: RegExp, trigger: CiRun['trigger']][] = [
  [/UserIdCause$|UserCause$/, 'manual'],
  [/TimerTriggerCause$/, 'schedule'],
  [/UpstreamCause$|BuildUpstreamCause$/, 'upstream'],
  [/RemoteCause$/, 'api'],
  [/PullRequest|MergeRequest/, 'change'],
  [/SCMTriggerCause$|PushCause$|BranchEventCause$|WebHookCause$/, 'push'],
];

/** Why it was built, by the class of the first cause that says so. */
function triggerOf(causes: readonly Fields[]): {
  trigger: CiRun['trigger'];
  raw?: string;
} {
  for (const cause of causes) {
    const name = textOf(cause._class, 255) ?? '';
    const found = triggers.find(([pattern]) => pattern.test(name));
    const raw = name.slice(name.lastIndexOf('.') + 1) || undefined;
    if (found) return { trigger: found[1], raw };
  }
  return { trigger: 'unknown' };
}
