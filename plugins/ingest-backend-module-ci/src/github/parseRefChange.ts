import { z } from 'zod';
import { EventInputs } from './eventInputs';
import {
  githubEvent,
  GithubEventParser,
  ignored,
  parsed,
  readBody,
  subjectOf,
} from './githubDelivery';
import { maybeAccount } from './githubValues';

const bodySchema = z.object({
  ref: z.string().min(1).max(500),
  ref_type: z.string(),
  sender: maybeAccount,
});

/**
 * `create` and `delete`: a branch or tag came or went. The bodies give no time
 * of their own; the repository's last push is the nearest.
 */
export const parseRefChange: GithubEventParser = delivery => {
  const { place, now } = delivery;
  const read = readBody(bodySchema, delivery.body, delivery.event);
  if (!read.ok) return read.rejection;
  const { ref, ref_type: kind, sender } = read.value;
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
    actor: sender,
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
