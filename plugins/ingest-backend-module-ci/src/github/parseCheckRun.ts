import { z } from 'zod';
import { jobKind } from '../jobKind';
import { EventInputs } from './eventInputs';
import {
  actionsReason,
  appName,
  checkExternalId,
  githubAppSchema,
  isActionsApp,
  suiteExternalId,
} from './githubChecks';
import {
  githubEvent,
  GithubEventParser,
  ignored,
  parsed,
  readBody,
  subjectOf,
} from './githubDelivery';
import { githubProgress, hasBegun } from './githubProgress';
import {
  id,
  latest,
  lenient,
  maybeSha,
  maybeText,
  maybeTime,
} from './githubValues';

const bodySchema = z.object({
  check_run: z.object({
    id,
    name: maybeText,
    status: maybeText,
    conclusion: maybeText,
    head_sha: maybeSha,
    started_at: maybeTime,
    completed_at: maybeTime,
    html_url: maybeText,
    details_url: maybeText,
    output: lenient(z.object({ title: maybeText, summary: maybeText })),
    app: githubAppSchema,
    check_suite: z.object({
      id,
      head_branch: maybeText,
      updated_at: maybeTime,
    }),
  }),
});

const badResults = new Set(['failure', 'error', 'timeout']);

/** `check_run` of any app but GitHub Actions: a job of that app's check suite. */
export const parseCheckRun: GithubEventParser = delivery => {
  const { place, now } = delivery;
  const read = readBody(bodySchema, delivery.body, delivery.event);
  if (!read.ok) return read.rejection;
  const check = read.value.check_run;
  if (isActionsApp(check.app)) return ignored(delivery, actionsReason);

  const progress = githubProgress(check.status, check.conclusion);
  const begun = hasBegun(progress.state);
  const name = check.name ?? `check ${check.id}`;
  const data: EventInputs['ci.job.v1'] = {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId: checkExternalId(check.id),
    runExternalId: suiteExternalId(check.check_suite.id),
    runAttempt: 1,
    pipelineName: appName(check.app),
    name,
    kind: jobKind(name),
    branch: check.check_suite.head_branch,
    sha: check.head_sha,
    failureMessage: badResults.has(progress.result ?? '')
      ? [check.output?.title, check.output?.summary]
          .filter(Boolean)
          .join('\n') || undefined
      : undefined,
    url: check.html_url ?? check.details_url,
    ...progress,
    queuedAt: begun ? undefined : check.started_at,
    startedAt: begun ? check.started_at : undefined,
    finishedAt: progress.state === 'completed' ? check.completed_at : undefined,
    observedAt:
      latest(check.started_at, check.completed_at) ??
      check.check_suite.updated_at ??
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
