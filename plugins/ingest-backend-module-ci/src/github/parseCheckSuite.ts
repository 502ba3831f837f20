import { z } from 'zod';
import { changeKey, githubChanges } from './githubChanges';
import {
  actionsReason,
  appName,
  checkPullRequests,
  checkRunsCount,
  githubAppSchema,
  isActionsApp,
  suiteExternalId,
} from './githubChecks';
import { githubCommit, githubCommitSchema } from './githubCommit';
import {
  githubEvent,
  GithubEventParser,
  ignored,
  parsed,
  readBody,
  subjectOf,
} from './githubDelivery';
import { githubProgress } from './githubProgress';
import { id, lenient, maybeSha, maybeText, maybeTime } from './githubValues';
import { EventInputs } from './eventInputs';

const bodySchema = z.object({
  check_suite: z.object({
    id,
    status: maybeText,
    conclusion: maybeText,
    head_branch: maybeText,
    head_sha: maybeSha,
    head_commit: lenient(githubCommitSchema),
    pull_requests: checkPullRequests,
    app: githubAppSchema,
    latest_check_runs_count: checkRunsCount,
    created_at: maybeTime,
    updated_at: maybeTime,
  }),
});

/**
 * `check_suite` of any app but GitHub Actions: what that app did for one commit,
 * as a run. GitHub tells neither attempt nor start of a suite.
 */
export const parseCheckSuite: GithubEventParser = delivery => {
  const { place, now } = delivery;
  const read = readBody(bodySchema, delivery.body, delivery.event);
  if (!read.ok) return read.rejection;
  const suite = read.value.check_suite;
  if (isActionsApp(suite.app)) return ignored(delivery, actionsReason);
  if (suite.latest_check_runs_count === 0) {
    return ignored(
      delivery,
      'The check suite holds no check run: GitHub makes an empty one for every app.',
    );
  }
  const progress = githubProgress(suite.status, suite.conclusion);
  const changes = githubChanges(suite.pull_requests, place);
  const data: EventInputs['ci.run.v1'] = {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId: suiteExternalId(suite.id),
    attempt: 1,
    pipeline: {
      externalId: suite.app?.slug,
      name: appName(suite.app),
    },
    title: suite.head_commit?.message?.split('\n', 1)[0],
    trigger: 'unknown',
    branch: suite.head_branch,
    defaultBranch: place.defaultBranch,
    sha: suite.head_sha,
    commit: suite.head_commit && githubCommit(suite.head_commit, place.webUrl),
    changes,
    url: suite.head_sha && `${place.webUrl}/commit/${suite.head_sha}/checks`,
    ...progress,
    createdAt: suite.created_at,
    queuedAt: suite.created_at,
    finishedAt: progress.state === 'completed' ? suite.updated_at : undefined,
    observedAt: suite.updated_at ?? suite.created_at ?? now.toISOString(),
  };
  return parsed(
    delivery,
    githubEvent({
      type: 'ci.run.v1',
      subject: subjectOf(place, { workflow: data.pipeline.name }),
      at: data.observedAt,
      correlation: {
        sha: data.sha,
        run: data.externalId,
        change: changes[0] && changeKey(place, changes[0].externalId),
      },
      data,
    }),
  );
};
