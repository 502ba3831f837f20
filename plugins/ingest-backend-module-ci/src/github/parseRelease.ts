import { z } from 'zod';
import { EventInputs } from './eventInputs';
import {
  githubEvent,
  GithubEventParser,
  parsed,
  readBody,
  subjectOf,
} from './githubDelivery';
import {
  id,
  latest,
  maybeAccount,
  maybeFlag,
  maybeText,
  maybeTime,
} from './githubValues';

const bodySchema = z.object({
  release: z.object({
    id,
    tag_name: z.string().min(1),
    name: maybeText,
    draft: maybeFlag,
    prerelease: maybeFlag,
    author: maybeAccount,
    target_commitish: maybeText,
    created_at: maybeTime,
    updated_at: maybeTime,
    published_at: maybeTime,
    html_url: maybeText,
  }),
});

/** `release`: a release as it stands after the action. */
export const parseRelease: GithubEventParser = delivery => {
  const { place, now } = delivery;
  const read = readBody(bodySchema, delivery.body, delivery.event);
  if (!read.ok) return read.rejection;
  const { release } = read.value;
  const data: EventInputs['release.v1'] = {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId: release.id,
    tag: release.tag_name,
    name: release.name,
    state: stateOf(delivery.action, release),
    author: release.author,
    targetRef: release.target_commitish,
    createdAt: release.created_at,
    publishedAt: release.published_at,
    observedAt:
      release.updated_at ??
      latest(release.published_at, release.created_at) ??
      now.toISOString(),
    url: release.html_url,
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
