import { parsedAs } from '../deliveryParts';
import {
  countOf,
  fieldsList,
  fieldsOf,
  flagOf,
  shaOf,
  textOf,
} from '../fields';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { timeOf } from '../times';
import { azureActor } from './azureActor';
import { AzureEventParser, refused } from './azureDelivery';
import { azureRef } from './azureRef';
import { azureRepository } from './azureRepository';

const states = new Map<string, EventInputs['change.v1']['state']>([
  ['active', 'open'],
  ['completed', 'merged'],
  ['abandoned', 'closed'],
]);

/**
 * `git.pullrequest.*`: the whole state of a change. `merged` only means that a
 * merge was tried, also before the change is completed: the status decides.
 */
export const parsePullRequest: AzureEventParser = delivery => {
  const { eventType, place, resource: pull, at, now } = delivery;
  const repository = azureRepository(place, pull);
  if (!repository) return refused(delivery, 'resource', 'repository', 'name');
  const number = countOf(pull.pullRequestId);
  if (number === undefined) {
    return refused(delivery, 'resource', 'pullRequestId');
  }
  const state = states.get(textOf(pull.status) ?? '') ?? 'open';
  const closedAt = state === 'open' ? undefined : timeOf(pull.closedDate);
  const merged = state === 'merged';
  const createdAt = timeOf(pull.creationDate);
  const { provider, instance, project } = repository;
  const data: EventInputs['change.v1'] = {
    provider,
    instance,
    project,
    externalId: String(number),
    number,
    title: textOf(pull.title) ?? `!${number}`,
    state,
    draft: flagOf(pull.isDraft),
    author: azureActor(fieldsOf(pull.createdBy)),
    mergedBy: merged ? azureActor(fieldsOf(pull.closedBy)) : undefined,
    sourceBranch: azureRef(textOf(pull.sourceRefName)).branch,
    targetBranch: azureRef(textOf(pull.targetRefName)).branch,
    headSha: shaOf(fieldsOf(pull.lastMergeSourceCommit).commitId),
    baseSha: shaOf(fieldsOf(pull.lastMergeTargetCommit).commitId),
    // Before the end this is the hash of a trial merge.
    mergeSha: merged
      ? shaOf(fieldsOf(pull.lastMergeCommit).commitId)
      : undefined,
    labels: fieldsList(pull.labels, 100).flatMap(
      label => textOf(label.name) ?? [],
    ),
    createdAt,
    mergedAt: merged ? closedAt : undefined,
    closedAt,
    observedAt: at ?? closedAt ?? createdAt ?? now.toISOString(),
    url: repository.webUrl && `${repository.webUrl}/pullrequest/${number}`,
  };
  return parsedAs(eventType, [
    providerEvent({
      type: 'change.v1',
      subject: narrowed(repository),
      at: data.observedAt,
      correlation: {
        sha: data.mergeSha ?? data.headSha,
        change: `${project}#${number}`,
      },
      data,
    }),
  ]);
};
