import { z } from 'zod';
import { EventInputs } from './eventInputs';
import { githubCommit, githubCommitSchema } from './githubCommit';
import {
  githubEvent,
  GithubEventParser,
  parsed,
  readBody,
  subjectOf,
} from './githubDelivery';
import {
  latest,
  lenient,
  maybeAccount,
  maybeCount,
  maybeFlag,
  maybeSha,
  maybeText,
  readableItems,
} from './githubValues';

/** GitHub cuts a push off here. */
const commitsMax = 2048;
const pathsMax = 300;

const paths = readableItems(z.string(), pathsMax);

const pushedCommitSchema = githubCommitSchema.extend({
  added: paths,
  removed: paths,
  modified: paths,
});

const bodySchema = z.object({
  ref: z.string().min(1).max(512),
  before: maybeSha,
  after: z.string().min(1).max(64),
  created: maybeFlag,
  deleted: maybeFlag,
  forced: maybeFlag,
  size: maybeCount,
  commits: z
    .array(z.unknown())
    .nullish()
    .transform(values => values ?? []),
  head_commit: lenient(githubCommitSchema),
  compare: maybeText,
  sender: maybeAccount,
  pusher: lenient(z.object({ name: maybeText })),
});

const sentCommits = readableItems(pushedCommitSchema, commitsMax);

/** `push`: commits on a branch or tag, or a ref that came or went. */
export const parsePush: GithubEventParser = delivery => {
  const { place, now } = delivery;
  const read = readBody(bodySchema, delivery.body, delivery.event);
  if (!read.ok) return read.rejection;
  const push = read.value;
  const commits = sentCommits.parse(push.commits);
  const pushedAt =
    place.pushedAt ??
    latest(push.head_commit?.timestamp, ...commits.map(c => c.timestamp)) ??
    now.toISOString();
  const data: EventInputs['commits.pushed.v1'] = {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    ref: push.ref,
    branch: below(push.ref, 'refs/heads/'),
    tag: below(push.ref, 'refs/tags/'),
    defaultBranch: place.defaultBranch,
    before: push.before && isZero(push.before) ? undefined : push.before,
    after: push.after,
    created: push.created,
    deleted: push.deleted ?? isZero(push.after),
    forced: push.forced,
    pushedAt,
    actor:
      push.sender ??
      (push.pusher?.name ? { login: push.pusher.name } : undefined),
    commits: commits.map(commit => ({
      ...githubCommit(commit, place.webUrl),
      paths: [
        ...new Set([...commit.added, ...commit.removed, ...commit.modified]),
      ].slice(0, pathsMax),
    })),
    headCommit:
      push.head_commit && githubCommit(push.head_commit, place.webUrl),
    truncated:
      push.commits.length >= commitsMax ||
      commits.length < Math.max(push.commits.length, push.size ?? 0),
    compareUrl: push.compare,
  };
  return parsed(
    delivery,
    githubEvent({
      type: 'commits.pushed.v1',
      subject: subjectOf(place),
      at: pushedAt,
      correlation: { sha: isZero(push.after) ? undefined : push.after },
      data,
    }),
  );
};

function below(ref: string, prefix: string): string | undefined {
  return ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined;
}

/** GitHub writes "no commit" as zeros, as git does. */
function isZero(sha: string): boolean {
  return /^0+$/.test(sha);
}
