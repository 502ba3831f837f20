import { flagOf, idOf, maybeFields, textOf } from '../fields';
import { EventInputs } from './eventInputs';
import {
  githubEvent,
  GithubEventParser,
  parsed,
  refused,
  subjectOf,
} from './githubDelivery';
import { accountOf, latest, timeOf } from './githubValues';

/** `release`: a release as it stands after the action. */
export const parseRelease: GithubEventParser = delivery => {
  const { place, now, body } = delivery;
  const release = maybeFields(body.release);
  if (!release) return refused(delivery, 'release');
  const externalId = idOf(release.id);
  if (!externalId) return refused(delivery, 'release', 'id');
  const tag = release.tag_name;
  if (typeof tag !== 'string' || tag === '') {
    return refused(delivery, 'release', 'tag_name');
  }
  const createdAt = timeOf(release.created_at);
  const publishedAt = timeOf(release.published_at);
  const data: EventInputs['release.v1'] = {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId,
    tag,
    name: textOf(release.name),
    state: stateOf(delivery.action, {
      draft: flagOf(release.draft),
      prerelease: flagOf(release.prerelease),
    }),
    author: accountOf(release.author),
    targetRef: textOf(release.target_commitish),
    createdAt,
    publishedAt,
    observedAt:
      timeOf(release.updated_at) ??
      latest(publishedAt, createdAt) ??
      now.toISOString(),
    url: textOf(release.html_url),
  };
  return parsed(
    delivery,
    githubEvent({
      type: 'release.v1',
      subject: subjectOf(place),
      at: data.observedAt,
      correlation: {},
      data,
    }),
  );
};

function stateOf(
  action: string | undefined,
  release: { draft?: boolean; prerelease?: boolean },
): EventInputs['release.v1']['state'] {
  if (action === 'deleted') return 'deleted';
  if (release.draft || action === 'unpublished') return 'draft';
  return release.prerelease ? 'prerelease' : 'published';
}
