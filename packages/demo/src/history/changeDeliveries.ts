import {
  pullRequestBody,
  PullView,
  reviewBody,
} from '../github/pullRequestBody';
import { createBody, pushBody, releaseBody } from '../github/pushBody';
import {
  gitlabPullDeliveries,
  gitlabPushDeliveries,
  gitlabReleaseDeliveries,
} from '../gitlab/gitlabChangeDeliveries';
import { DemoRepository } from '../organisation/repositories';
import { SECOND } from './clock';
import { PlannedDelivery, PullRequest, Push, ReleasePlan } from './plan';
import { planDelivery } from './planDelivery';

/** Only GitLab keeps the code beside its pipelines; all other code is at GitHub. */
const isAtGitlab = ({ builder }: DemoRepository) => builder === 'gitlab';

/** The webhook of a push, and of the branch it makes. */
export function pushDeliveries(push: Push): PlannedDelivery[] {
  if (isAtGitlab(push.repository)) return gitlabPushDeliveries(push);
  const about = [push.repository.name, push.branch, push.commits[0].sha];
  const delivery = planDelivery(push.at, 'push', about, () => pushBody(push));
  return push.created
    ? [planDelivery(push.at, 'create', about, () => createBody(push)), delivery]
    : [delivery];
}

/**
 * The webhooks of a pull request with its pushes and reviews. Without `detail`
 * the making of the branch is left out, and so is what a word before `until`
 * repeats.
 */
export function pullDeliveries(
  pull: PullRequest,
  how: { detail: boolean; until: number },
): PlannedDelivery[] {
  if (isAtGitlab(pull.repository)) return gitlabPullDeliveries(pull, how);
  const { detail, until } = how;
  const { closed } = pull;
  const about = [pull.repository.name, pull.number, pull.openedAt];
  const viewAt = (at: number): PullView => ({
    at,
    pushes: Math.max(1, pull.pushes.filter(push => push.at <= at).length),
    closed: closed !== undefined && closed.at <= at,
  });
  const pullDelivery = (
    action: 'opened' | 'synchronize' | 'closed',
    at: number,
  ) =>
    planDelivery(at + SECOND, 'pull_request', [...about, action, at], () =>
      pullRequestBody(action, pull, viewAt(at)),
    );
  return [
    // Without its pushes nobody could say which commits a squash stands for.
    ...pull.pushes
      .flatMap(pushDeliveries)
      .filter(({ event }) => detail || event === 'push'),
    ...(detail || !closed || closed.at > until
      ? [pullDelivery('opened', pull.openedAt)]
      : []),
    ...(detail
      ? pull.pushes.slice(1).map(push => pullDelivery('synchronize', push.at))
      : []),
    ...pull.reviews.map(review =>
      planDelivery(
        review.at,
        'pull_request_review',
        [...about, review.reviewer.login, review.at],
        () => reviewBody(pull, review, viewAt(review.at)),
      ),
    ),
    ...(closed ? [pullDelivery('closed', closed.at)] : []),
  ];
}

/** The webhooks of a release. */
export function releaseDeliveries(release: ReleasePlan): PlannedDelivery[] {
  if (isAtGitlab(release.repository)) return gitlabReleaseDeliveries(release);
  const about = [release.repository.name, release.tag, release.at];
  return [
    planDelivery(release.at, 'create', about, () => createBody(release)),
    planDelivery(release.at + SECOND, 'release', about, () =>
      releaseBody(release),
    ),
  ];
}
