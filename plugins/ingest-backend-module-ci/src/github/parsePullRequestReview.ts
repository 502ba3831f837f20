import { countOf, idOf, maybeFields, textOf } from '../fields';
import { EventInputs } from './eventInputs';
import { changeKey } from './githubChanges';
import {
  githubEvent,
  GithubEventParser,
  ignored,
  parsed,
  refused,
  subjectOf,
} from './githubDelivery';
import { accountOf, hashOf, timeOf } from './githubValues';

type ReviewInput = EventInputs['change.reviewed.v1'];

const states = new Map<string, ReviewInput['state']>([
  ['approved', 'approved'],
  ['changes_requested', 'changes_requested'],
  ['commented', 'commented'],
  ['dismissed', 'dismissed'],
]);

/** `pull_request_review`: somebody reviewed a change, or a review was dismissed. */
export const parsePullRequestReview: GithubEventParser = delivery => {
  const { place, now, body } = delivery;
  const review = maybeFields(body.review);
  if (!review) return refused(delivery, 'review');
  const externalId = idOf(review.id);
  if (!externalId) return refused(delivery, 'review', 'id');
  const pull = maybeFields(body.pull_request);
  if (!pull) return refused(delivery, 'pull_request');
  const number = countOf(pull.number);
  if (number === undefined) return refused(delivery, 'pull_request', 'number');
  const state = states.get(textOf(review.state)?.toLowerCase() ?? '');
  if (!state) return ignored(delivery, 'The review has not been submitted.');
  const changeExternalId = String(number);
  const data: ReviewInput = {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId,
    changeExternalId,
    state,
    reviewer: accountOf(review.user),
    submittedAt:
      timeOf(review.submitted_at) ??
      timeOf(pull.updated_at) ??
      now.toISOString(),
    sha: hashOf(review.commit_id),
    url: textOf(review.html_url),
  };
  return parsed(
    delivery,
    githubEvent({
      type: 'change.reviewed.v1',
      subject: subjectOf(place),
      at: data.submittedAt,
      correlation: {
        sha: data.sha,
        change: changeKey(place, changeExternalId),
      },
      data,
    }),
  );
};
