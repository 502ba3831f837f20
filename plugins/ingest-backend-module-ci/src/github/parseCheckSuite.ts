import { countOf, fieldsOf, idOf, maybeFields, textOf } from '../fields';
import { EventInputs } from './eventInputs';
import { changeKey, githubChanges } from './githubChanges';
import {
  actionsReason,
  appName,
  githubApp,
  isActionsApp,
  suiteExternalId,
} from './githubChecks';
import { githubCommit } from './githubCommit';
import {
  githubEvent,
  GithubEventParser,
  ignored,
  parsed,
  refused,
  subjectOf,
} from './githubDelivery';
import { githubProgress } from './githubProgress';
import { hashOf, timeOf } from './githubValues';

/**
 * `check_suite` of any app but GitHub Actions: what that app did for one commit,
 * as a run. GitHub tells neither attempt nor start of a suite.
 */
export const parseCheckSuite: GithubEventParser = delivery => {
  const { place, now, body } = delivery;
  const suite = maybeFields(body.check_suite);
  if (!suite) return refused(delivery, 'check_suite');
  const id = idOf(suite.id);
  if (!id) return refused(delivery, 'check_suite', 'id');
  const app = githubApp(suite.app);
  if (isActionsApp(app)) return ignored(delivery, actionsReason);
  if (countOf(suite.latest_check_runs_count) === 0) {
    return ignored(
      delivery,
      'The check suite holds no check run: GitHub makes an empty one for every app.',
    );
  }
  const progress = githubProgress(
    textOf(suite.status),
    textOf(suite.conclusion),
  );
  const commit = githubCommit(fieldsOf(suite.head_commit), place.webUrl);
  const changes = githubChanges(suite.pull_requests, place);
  const sha = hashOf(suite.head_sha);
  const createdAt = timeOf(suite.created_at);
  const updatedAt = timeOf(suite.updated_at);
  const data: EventInputs['ci.run.v1'] = {
    // Written out: spreading costs more than all else a delivery needs.
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId: suiteExternalId(id),
    attempt: 1,
    pipeline: { externalId: app.slug, name: appName(app) },
    title: commit?.message?.split('\n', 1)[0],
    trigger: 'unknown',
    branch: textOf(suite.head_branch),
    defaultBranch: place.defaultBranch,
    sha,
    commit,
    changes,
    url: sha && `${place.webUrl}/commit/${sha}/checks`,
    state: progress.state,
    result: progress.result,
    rawState: progress.rawState,
    rawResult: progress.rawResult,
    createdAt,
    queuedAt: createdAt,
    finishedAt: progress.state === 'completed' ? updatedAt : undefined,
    observedAt: updatedAt ?? createdAt ?? now.toISOString(),
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
