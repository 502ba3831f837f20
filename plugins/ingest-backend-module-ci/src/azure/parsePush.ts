import { parsedAs } from '../deliveryParts';
import { Fields, fieldsList, fieldsOf, shaOf, textOf } from '../fields';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { latestOf, timeOf } from '../times';
import { azureActor } from './azureActor';
import { AzureEventParser, refused } from './azureDelivery';
import { azureRef } from './azureRef';
import { AzureRepository, azureRepository } from './azureRepository';

const updatesMax = 100;
const commitsMax = 2048;

type CommitInput = EventInputs['commits.pushed.v1']['commits'][number];

/** `git.push`: one event for each ref that moved; the commits go with the first that has them. */
export const parsePush: AzureEventParser = delivery => {
  const { eventType, place, resource, at, now } = delivery;
  const repository = azureRepository(place, resource);
  if (!repository) return refused(delivery, 'resource', 'repository', 'name');
  const updates = fieldsList(resource.refUpdates, updatesMax).filter(
    update =>
      textOf(update.name) &&
      typeof update.newObjectId === 'string' &&
      update.newObjectId !== '' &&
      update.newObjectId.length <= 64,
  );
  if (updates.length === 0) return refused(delivery, 'resource', 'refUpdates');
  const commits = fieldsList(resource.commits, commitsMax)
    .flatMap(commit => commitOf(commit, repository))
    .reverse();
  const pushedAt =
    timeOf(resource.date) ??
    at ??
    latestOf(...commits.map(commit => commit.committedAt)) ??
    now.toISOString();
  const home = Math.max(
    0,
    updates.findIndex(({ newObjectId }) =>
      commits.some(commit => commit.sha === newObjectId),
    ),
  );
  const { provider, instance, project } = repository;
  const events = updates.map((update, index) => {
    const after = String(update.newObjectId);
    const ref = textOf(update.name, 512) ?? '';
    const { branch, tag } = azureRef(ref);
    const deleted = shaOf(after) === undefined;
    return providerEvent({
      type: 'commits.pushed.v1',
      subject: narrowed(repository),
      at: pushedAt,
      correlation: { sha: deleted ? undefined : after },
      data: {
        provider,
        instance,
        project,
        ref,
        branch,
        tag,
        defaultBranch: repository.defaultBranch,
        before: shaOf(update.oldObjectId),
        after,
        created: !deleted && shaOf(update.oldObjectId) === undefined,
        deleted,
        pushedAt,
        actor: azureActor(fieldsOf(resource.pushedBy)),
        commits: index === home ? commits : [],
        headCommit: commits.find(commit => commit.sha === after),
      },
    });
  });
  return parsedAs(eventType, events);
};

/** Azure lists the newest first and, unlike others, gives both times. */
function commitOf(
  commit: Fields,
  { webUrl }: AzureRepository,
): (CommitInput & { committedAt?: string })[] {
  const sha = shaOf(commit.commitId);
  if (!sha) return [];
  const author = fieldsOf(commit.author);
  return [
    {
      sha,
      message: textOf(commit.comment),
      author: azureActor(author),
      authoredAt: timeOf(author.date),
      committedAt: timeOf(fieldsOf(commit.committer).date),
      url: webUrl ? `${webUrl}/commit/${sha}` : textOf(commit.url, 4096),
    },
  ];
}
