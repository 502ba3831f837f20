import { z } from 'zod';
import { EventInputs } from './eventInputs';
import { changeKey } from './githubChanges';
import {
  githubEvent,
  GithubEventParser,
  ignored,
  parsed,
  readBody,
  subjectOf,
} from './githubDelivery';
import {
  id,
  maybeAccount,
  maybeSha,
  maybeText,
  maybeTime,
} from './githubValues';

const bodySchema = z.object({
  review: z.object({
    id,
    state: maybeText,
    user: maybeAccount,
    submitted_at: maybeTime,
    commit_id: maybeSha,
    html_url: maybeText,
  }),
  pull_request: z.object({
    number: z.int().min(0).max(2_147_483_647),
    updated_at: maybeTime,
  }),
});

const stateSchema = z.enum([
  'approved',
  'changes_requested',
  'commented',
  'dismissed',
]);

/** `pull_request_review`: somebody reviewed a change, or a review was dismissed. */
export const parsePullRequestReview: GithubEventParser = delivery => {
  const { place, now } = delivery;
  const read = readBody(bodySchema, delivery.body, delivery.event);
  if (!read.ok) return read.rejection;
  const { review, pull_request: pull } = read.value;
  const state = stateSchema.safeParse(review.state?.toLowerCase());
  if (!state.success) {
    return ignored(delivery, 'The review has not been submitted.');
  }
  const changeExternalId = String(pull.number);
  const data: EventInputs['change.reviewed.v1'] = {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId: review.id,
    changeExternalId,
    state: state.data,
    reviewer: review.user,
    submittedAt: review.submitted_at ?? pull.updated_at ?? now.toISOString(),
    sha: review.commit_id,
    url: review.html_url,
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
