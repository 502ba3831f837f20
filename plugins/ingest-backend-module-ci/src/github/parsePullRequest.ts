import { z } from 'zod';
import { EventInputs } from './eventInputs';
import { changeKey } from './githubChanges';
import {
  githubEvent,
  GithubEventParser,
  parsed,
  readBody,
  subjectOf,
} from './githubDelivery';
import {
  lenient,
  maybeAccount,
  maybeCount,
  maybeFlag,
  maybeSha,
  maybeText,
  maybeTime,
  readableItems,
} from './githubValues';

const maybeEnd = lenient(z.object({ ref: maybeText, sha: maybeSha }));

const bodySchema = z.object({
  pull_request: z.object({
    number: z.int().min(0).max(2_147_483_647),
    title: maybeText,
    state: maybeText,
    draft: maybeFlag,
    merged: maybeFlag,
    user: maybeAccount,
    merged_by: maybeAccount,
    head: maybeEnd,
    base: maybeEnd,
    merge_commit_sha: maybeSha,
    labels: readableItems(z.object({ name: z.string() }), 100),
    additions: maybeCount,
    deletions: maybeCount,
    changed_files: maybeCount,
    commits: maybeCount,
    created_at: maybeTime,
    updated_at: maybeTime,
    merged_at: maybeTime,
    closed_at: maybeTime,
    html_url: maybeText,
  }),
});

/** `pull_request`: the whole state of a change, whatever the action. */
export const parsePullRequest: GithubEventParser = delivery => {
  const { place, now } = delivery;
  const read = readBody(bodySchema, delivery.body, delivery.event);
  if (!read.ok) return read.rejection;
  const pull = read.value.pull_request;
  const merged = pull.merged ?? pull.merged_at !== undefined;
  const open = pull.state !== 'closed';
  const externalId = String(pull.number);
  const data: EventInputs['change.v1'] = {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId,
    number: pull.number,
    title: pull.title ?? `#${pull.number}`,
    state: stateOf(merged, open),
    draft: pull.draft,
    author: pull.user,
    mergedBy: merged ? pull.merged_by : undefined,
    sourceBranch: pull.head?.ref,
    targetBranch: pull.base?.ref,
    headSha: pull.head?.sha,
    baseSha: pull.base?.sha,
    // Before the merge GitHub puts the hash of a trial merge here.
    mergeSha: merged ? pull.merge_commit_sha : undefined,
    labels: pull.labels.map(label => label.name),
    additions: pull.additions,
    deletions: pull.deletions,
    changedFiles: pull.changed_files,
    commitCount: pull.commits,
    createdAt: pull.created_at,
    mergedAt: merged ? pull.merged_at : undefined,
    closedAt: pull.closed_at,
    observedAt: pull.updated_at ?? pull.created_at ?? now.toISOString(),
    url: pull.html_url ?? `${place.webUrl}/pull/${pull.number}`,
  };
  return parsed(
    delivery,
    githubEvent({
      type: 'change.v1',
      subject: subjectOf(place),
      at: data.observedAt,
      correlation: {
        sha: data.mergeSha ?? data.headSha,
        change: changeKey(place, externalId),
      },
      data,
    }),
  );
};

function stateOf(
  merged: boolean,
  open: boolean,
): EventInputs['change.v1']['state'] {
  if (merged) return 'merged';
  return open ? 'open' : 'closed';
}
