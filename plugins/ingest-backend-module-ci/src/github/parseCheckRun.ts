import { fieldsOf, idOf, maybeFields, textOf } from '../fields';
import { jobKind } from '../jobKind';
import { EventInputs } from './eventInputs';
import {
  actionsReason,
  appName,
  checkExternalId,
  githubApp,
  isActionsApp,
  suiteExternalId,
} from './githubChecks';
import {
  githubEvent,
  GithubEventParser,
  ignored,
  parsed,
  refused,
  subjectOf,
} from './githubDelivery';
import { githubProgress, hasBegun } from './githubProgress';
import { hashOf, latest, timeOf } from './githubValues';

const badResults = new Set(['failure', 'error', 'timeout']);

/** `check_run` of any app but GitHub Actions: a job of that app's check suite. */
export const parseCheckRun: GithubEventParser = delivery => {
  const { place, now, body } = delivery;
  const check = maybeFields(body.check_run);
  if (!check) return refused(delivery, 'check_run');
  const id = idOf(check.id);
  if (!id) return refused(delivery, 'check_run', 'id');
  const suite = maybeFields(check.check_suite);
  if (!suite) return refused(delivery, 'check_run', 'check_suite');
  const suiteId = idOf(suite.id);
  if (!suiteId) return refused(delivery, 'check_run', 'check_suite', 'id');
  const app = githubApp(check.app);
  if (isActionsApp(app)) return ignored(delivery, actionsReason);

  const progress = githubProgress(
    textOf(check.status),
    textOf(check.conclusion),
  );
  const begun = hasBegun(progress.state);
  const name = textOf(check.name) ?? `check ${id}`;
  const startedAt = timeOf(check.started_at);
  const completedAt = timeOf(check.completed_at);
  const data: EventInputs['ci.job.v1'] = {
    // Written out: spreading costs more than all else a delivery needs.
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId: checkExternalId(id),
    runExternalId: suiteExternalId(suiteId),
    runAttempt: 1,
    pipelineName: appName(app),
    name,
    kind: jobKind(name),
    branch: textOf(suite.head_branch),
    sha: hashOf(check.head_sha),
    failureMessage: badResults.has(progress.result ?? '')
      ? failureMessage(check.output)
      : undefined,
    url: textOf(check.html_url) ?? textOf(check.details_url),
    state: progress.state,
    result: progress.result,
    rawState: progress.rawState,
    rawResult: progress.rawResult,
    queuedAt: begun ? undefined : startedAt,
    startedAt: begun ? startedAt : undefined,
    finishedAt: progress.state === 'completed' ? completedAt : undefined,
    observedAt:
      latest(startedAt, completedAt) ??
      timeOf(suite.updated_at) ??
      now.toISOString(),
  };
  return parsed(
    delivery,
    githubEvent({
      type: 'ci.job.v1',
      subject: subjectOf(place, { workflow: data.pipelineName }),
      at: data.observedAt,
      correlation: { sha: data.sha, run: data.runExternalId },
      data,
    }),
  );
};

function failureMessage(value: unknown): string | undefined {
  const output = fieldsOf(value);
  const parts = [textOf(output.title), textOf(output.summary)];
  return parts.filter(Boolean).join('\n') || undefined;
}
