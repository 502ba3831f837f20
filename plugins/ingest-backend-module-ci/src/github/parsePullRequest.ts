import { countOf, fieldsOf, flagOf, maybeFields, textOf } from '../fields';
import { EventInputs } from './eventInputs';
import { changeKey } from './githubChanges';
import {
  githubEvent,
  GithubEventParser,
  parsed,
  refused,
  subjectOf,
} from './githubDelivery';
import { accountOf, hashOf, timeOf } from './githubValues';

const labelsMax = 100;

/** `pull_request`: the whole state of a change, whatever the action. */
export const parsePullRequest: GithubEventParser = delivery => {
  const { place, now, body } = delivery;
  const pull = maybeFields(body.pull_request);
  if (!pull) return refused(delivery, 'pull_request');
  const number = countOf(pull.number);
  if (number === undefined) return refused(delivery, 'pull_request', 'number');
  const createdAt = timeOf(pull.created_at);
  const mergedAt = timeOf(pull.merged_at);
  const merged = flagOf(pull.merged) ?? mergedAt !== undefined;
  const open = textOf(pull.state) !== 'closed';
  const externalId = String(number);
  const head = fieldsOf(pull.head);
  const base = fieldsOf(pull.base);
  const data: EventInputs['change.v1'] = {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId,
    number,
    title: textOf(pull.title) ?? `#${number}`,
    state: stateOf(merged, open),
    draft: flagOf(pull.draft),
    author: accountOf(pull.user),
    mergedBy: merged ? accountOf(pull.merged_by) : undefined,
    sourceBranch: textOf(head.ref),
    targetBranch: textOf(base.ref),
    headSha: hashOf(head.sha),
    baseSha: hashOf(base.sha),
    // Before the merge GitHub puts the hash of a trial merge here.
    mergeSha: merged ? hashOf(pull.merge_commit_sha) : undefined,
    labels: labelNames(pull.labels),
    additions: countOf(pull.additions),
    deletions: countOf(pull.deletions),
    changedFiles: countOf(pull.changed_files),
    commitCount: countOf(pull.commits),
    createdAt,
    mergedAt: merged ? mergedAt : undefined,
    closedAt: timeOf(pull.closed_at),
    observedAt: timeOf(pull.updated_at) ?? createdAt ?? now.toISOString(),
    url: textOf(pull.html_url) ?? `${place.webUrl}/pull/${number}`,
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

function labelNames(labels: unknown): string[] {
  if (!Array.isArray(labels)) return [];
  const names: string[] = [];
  for (const label of labels) {
    if (names.length === labelsMax) break;
    const { name } = fieldsOf(label);
    if (typeof name === 'string') names.push(name);
  }
  return names;
}
