import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import {
  countOf,
  Fields,
  fieldsList,
  fieldsOf,
  flagOf,
  idOf,
  shaOf,
  textOf,
} from '../fields';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { timeOf } from '../times';
import { gitlabActor } from './gitlabActor';
import {
  GitlabDelivery,
  GitlabHookParser,
  parsed,
  placeOf,
  refused,
} from './gitlabDelivery';

type ChangeInput = EventInputs['change.v1'];

/** Merge Request Hook: the whole state of a change, and approvals. */
export const parseMergeRequest: GitlabHookParser = delivery => {
  const { kind, place, body, now } = delivery;
  const merge = fieldsOf(body.object_attributes);
  const number = countOf(merge.iid);
  if (number === undefined) {
    return refused(kind, body, 'object_attributes', 'iid');
  }
  const action = textOf(merge.action, 64);
  const state = stateOf(textOf(merge.state));
  const user = fieldsOf(body.user);
  const updatedAt = timeOf(merge.updated_at);
  const data: ChangeInput = {
    ...placeOf(place),
    externalId: String(number),
    number,
    title: textOf(merge.title) ?? `!${number}`,
    state,
    draft: flagOf(merge.draft) ?? flagOf(merge.work_in_progress),
    author: authorOf(merge, user),
    mergedBy: action === 'merge' ? gitlabActor(user) : undefined,
    sourceBranch: textOf(merge.source_branch),
    targetBranch: textOf(merge.target_branch),
    headSha: shaOf(fieldsOf(merge.last_commit).id),
    mergeSha:
      state === 'merged'
        ? shaOf(merge.merge_commit_sha) ?? shaOf(merge.squash_commit_sha)
        : undefined,
    labels: fieldsList(merge.labels ?? body.labels, 100).flatMap(
      label => textOf(label.title) ?? [],
    ),
    createdAt: timeOf(merge.created_at),
    // Only these deliveries say when: later ones move `updated_at` on.
    mergedAt:
      timeOf(merge.merged_at) ?? (action === 'merge' ? updatedAt : undefined),
    closedAt:
      timeOf(merge.closed_at) ??
      (action === 'merge' || action === 'close' ? updatedAt : undefined),
    observedAt: updatedAt ?? timeOf(merge.created_at) ?? now.toISOString(),
    url: textOf(merge.url) ?? `${place.webUrl}/-/merge_requests/${number}`,
  };
  return parsed(
    { ...delivery, parsedAs: action ? `${kind}.${action}` : kind },
    providerEvent({
      type: 'change.v1',
      subject: narrowed(place),
      at: data.observedAt,
      correlation: {
        sha: data.mergeSha ?? data.headSha,
        change: `${place.project}#${number}`,
      },
      data,
    }),
    ...approvalOf(delivery, action, data, user),
  );
};

/** The body names the author by id only; the user is whoever acted. */
function authorOf(merge: Fields, user: Fields): ChangeInput['author'] {
  const author = idOf(merge.author_id);
  return author !== undefined && author === idOf(user.id)
    ? gitlabActor(user)
    : undefined;
}

function stateOf(state: string | undefined): ChangeInput['state'] {
  if (state === 'merged') return 'merged';
  return state === 'closed' ? 'closed' : 'open';
}

const approvals = new Map<string, EventInputs['change.reviewed.v1']['state']>([
  ['approved', 'approved'],
  ['approval', 'approved'],
  ['unapproved', 'dismissed'],
  ['unapproval', 'dismissed'],
]);

/** One review per person: taking an approval back changes it. */
function approvalOf(
  { place, now }: GitlabDelivery,
  action: string | undefined,
  change: ChangeInput,
  user: Fields,
): ParsedEvent[] {
  const state = approvals.get(action ?? '');
  const reviewer = gitlabActor(user);
  if (!state || !reviewer) return [];
  const submittedAt = change.observedAt ?? now.toISOString();
  return [
    providerEvent({
      type: 'change.reviewed.v1',
      subject: narrowed(place),
      at: submittedAt,
      correlation: { change: `${place.project}#${change.externalId}` },
      data: {
        ...placeOf(place),
        externalId: `${change.externalId}/${reviewer.login}`.slice(0, 128),
        changeExternalId: change.externalId,
        state,
        reviewer,
        submittedAt,
        sha: change.headSha,
        url: change.url,
      },
    }),
  ];
}
