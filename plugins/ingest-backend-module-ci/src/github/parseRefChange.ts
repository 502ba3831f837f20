import { EventInputs } from './eventInputs';
import {
  githubEvent,
  GithubEventParser,
  ignored,
  parsed,
  refused,
  subjectOf,
} from './githubDelivery';
import { accountOf, shortOf } from './githubValues';

/**
 * `create` and `delete`: a branch or tag came or went. The bodies give no time
 * of their own; the repository's last push is the nearest.
 */
export const parseRefChange: GithubEventParser = delivery => {
  const { place, now, body } = delivery;
  const ref = shortOf(body.ref, 500);
  if (!ref) return refused(delivery, 'ref');
  const kind = body.ref_type;
  if (typeof kind !== 'string') return refused(delivery, 'ref_type');
  if (kind !== 'branch' && kind !== 'tag') {
    return ignored(delivery, 'Only branches and tags are followed.');
  }
  const data: EventInputs['ref.changed.v1'] = {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    ref: `${kind === 'branch' ? 'refs/heads/' : 'refs/tags/'}${ref}`,
    refKind: kind,
    change: delivery.event === 'create' ? 'created' : 'deleted',
    actor: accountOf(body.sender),
    defaultBranch: place.defaultBranch,
    at: place.pushedAt ?? place.updatedAt ?? now.toISOString(),
  };
  return parsed(
    delivery,
    githubEvent({
      type: 'ref.changed.v1',
      subject: subjectOf(place),
      at: data.at,
      correlation: {},
      data,
    }),
  );
};
