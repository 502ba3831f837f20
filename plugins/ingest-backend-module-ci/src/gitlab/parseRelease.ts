import { fieldsOf, idOf, shaOf, textOf } from '../fields';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { latestOf, timeOf } from '../times';
import { GitlabHookParser, parsed, placeOf, refused } from './gitlabDelivery';

/** Release Hook: a release was made, changed or deleted. */
export const parseRelease: GitlabHookParser = delivery => {
  const { kind, place, body, now } = delivery;
  const externalId = idOf(body.id);
  if (!externalId) return refused(kind, body, 'id');
  const tag = textOf(body.tag);
  if (!tag) return refused(kind, body, 'tag');
  const action = textOf(body.action, 64);
  const createdAt = timeOf(body.created_at);
  const releasedAt = timeOf(body.released_at);
  const commit = fieldsOf(body.commit);
  const data: EventInputs['release.v1'] = {
    ...placeOf(place),
    externalId,
    tag,
    name: textOf(body.name),
    state: action === 'delete' ? 'deleted' : 'published',
    targetRef: shaOf(commit.id),
    createdAt,
    publishedAt: releasedAt,
    observedAt: latestOf(createdAt, releasedAt) ?? now.toISOString(),
    url: textOf(body.url),
  };
  return parsed(
    { ...delivery, parsedAs: action ? `${kind}.${action}` : kind },
    providerEvent({
      type: 'release.v1',
      subject: narrowed(place),
      at: data.observedAt,
      correlation: { sha: data.targetRef },
      data,
    }),
  );
};
