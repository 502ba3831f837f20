import { SECOND } from '../history/clock';
import {
  PlannedDelivery,
  PullRequest,
  Push,
  ReleasePlan,
} from '../history/plan';
import { planDeliveryOf } from '../history/planDelivery';
import { nameId } from '../github/account';
import { MergeAction, mergeRequestHook } from './mergeRequestHook';
import {
  commitBody,
  gitlabTime,
  projectBody,
  projectUrl,
} from './gitlabProject';
import { pushHook } from './pushHook';

/** The hook of a push. */
export function gitlabPushDeliveries(push: Push): PlannedDelivery[] {
  const about = [push.repository.name, push.branch, push.commits[0].sha];
  return [
    planDeliveryOf('gitlab', push.at, 'Push Hook', about, () =>
      pushHook(push, `refs/heads/${push.branch}`),
    ),
  ];
}

/** The hooks of a merge request with its pushes and approvals. */
export function gitlabPullDeliveries(
  pull: PullRequest,
  { detail, until }: { detail: boolean; until: number },
): PlannedDelivery[] {
  const { closed } = pull;
  const hook = (action: MergeAction, at: number, by = pull.author) =>
    planDeliveryOf(
      'gitlab',
      at + SECOND,
      'Merge Request Hook',
      [pull.repository.name, pull.number, pull.openedAt, action, at],
      () => mergeRequestHook(action, pull, at, by),
    );
  return [
    ...pull.pushes.flatMap(gitlabPushDeliveries),
    // Only the one who opens it is named as its author.
    ...(detail || closed || pull.openedAt <= until
      ? [hook('open', pull.openedAt)]
      : []),
    ...(detail
      ? pull.pushes.slice(1).map(push => hook('update', push.at))
      : []),
    ...pull.reviews.map(review =>
      hook(
        review.state === 'approved' ? 'approved' : 'unapproved',
        review.at,
        review.reviewer,
      ),
    ),
    ...(closed
      ? [hook(closed.commit ? 'merge' : 'close', closed.at, closed.by)]
      : []),
  ];
}

/** The hooks of a release and its tag. */
export function gitlabReleaseDeliveries(
  release: ReleasePlan,
): PlannedDelivery[] {
  const { repository, tag, commit, author, at } = release;
  const about = [repository.name, tag, at];
  return [
    planDeliveryOf('gitlab', at, 'Tag Push Hook', about, () =>
      pushHook(
        {
          repository,
          branch: tag,
          before: commit.parent,
          created: true,
          commits: [commit],
          sender: author,
          at,
        },
        `refs/tags/${tag}`,
      ),
    ),
    planDeliveryOf('gitlab', at + SECOND, 'Release Hook', about, () => ({
      object_kind: 'release',
      action: 'create',
      id: nameId('release', repository.name, tag, `${at}`),
      name: `${repository.name} ${tag}`,
      tag,
      description: '',
      url: `${projectUrl(repository)}/-/releases/${tag}`,
      created_at: gitlabTime(at),
      released_at: gitlabTime(at),
      commit: commitBody(repository, commit),
      project: projectBody(repository),
    })),
  ];
}
