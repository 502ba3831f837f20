import { z } from 'zod';
import { ParseOutcome } from '@quarterdeck/plugin-ingest-node';
import { maybeFlag, readableItems } from '../bodyValues';
import { EventInputs, providerEvent } from '../providerEvent';
import { readDelivery } from '../readDelivery';
import {
  bitbucketCommit,
  bitbucketCommitSchema,
  BitbucketDelivery,
  bitbucketLinks,
  bitbucketRefSchema,
  maybeAccount,
} from './bitbucketBody';

const zero = '0'.repeat(40);

const changeSchema = z.object({
  new: bitbucketRefSchema,
  old: bitbucketRefSchema,
  created: maybeFlag,
  closed: maybeFlag,
  forced: maybeFlag,
  truncated: maybeFlag,
  commits: readableItems(bitbucketCommitSchema, 5000),
  links: bitbucketLinks,
});

const bodySchema = z.object({
  actor: maybeAccount,
  push: z.object({ changes: z.array(z.unknown()) }),
});

/** `repo:push`: one event per branch or tag that moved. */
export function parsePush(delivery: BitbucketDelivery): ParseOutcome {
  const read = readDelivery(
    bodySchema,
    delivery.body,
    "Bitbucket's repo:push webhook",
  );
  if (!read.ok) return read.rejection;
  const { actor, push } = read.value;
  const events = push.changes.slice(0, 1000).flatMap(value => {
    const change = changeSchema.safeParse(value);
    const data = change.success && pushed(change.data, delivery, actor);
    if (!data) return [];
    return [
      providerEvent({
        type: 'commits.pushed.v1',
        subject: { instance: 'bitbucket.org', project: delivery.project },
        at: data.pushedAt,
        correlation: { sha: data.deleted ? undefined : data.after },
        data,
      }),
    ];
  });
  return events.length > 0
    ? { outcome: 'parsed', parsedAs: delivery.event, events }
    : {
        outcome: 'ignored',
        parsedAs: delivery.event,
        reason: 'No branch or tag of this push can be read.',
      };
}

function pushed(
  change: z.output<typeof changeSchema>,
  delivery: BitbucketDelivery,
  actor: EventInputs['commits.pushed.v1']['actor'],
): EventInputs['commits.pushed.v1'] | undefined {
  const { project, webUrl, defaultBranch, now } = delivery;
  const moved = change.new ?? change.old;
  if (!moved) return undefined;
  const deleted = !change.new;
  const after = deleted ? zero : change.new?.target?.hash;
  if (!after) return undefined;
  const isTag = moved.type === 'tag' || moved.type === 'annotated_tag';
  const head = change.new?.target;
  return {
    provider: 'bitbucket',
    instance: 'bitbucket.org',
    project,
    ref: `refs/${isTag ? 'tags' : 'heads'}/${moved.name}`,
    branch: isTag ? undefined : moved.name,
    tag: isTag ? moved.name : undefined,
    defaultBranch,
    before: change.old?.target?.hash ?? zero,
    after,
    created: change.created ?? !change.old,
    deleted,
    forced: change.forced ?? false,
    // Bitbucket has no time of the push in the body.
    pushedAt: now.toISOString(),
    actor,
    // Bitbucket sends the newest first.
    commits: change.commits
      .map(commit => ({ ...bitbucketCommit(commit, webUrl), paths: [] }))
      .reverse(),
    headCommit: head && bitbucketCommit(head, webUrl),
    truncated: change.truncated ?? false,
    compareUrl: change.links?.html?.href,
  };
}
