import { countOf, Fields, fieldsOf, flagOf, textOf } from '../fields';
import { EventInputs } from './eventInputs';
import { githubCommit } from './githubCommit';
import {
  githubEvent,
  GithubEventParser,
  parsed,
  refused,
  subjectOf,
} from './githubDelivery';
import { GithubPlace } from './githubPlace';
import { accountOf, hashOf, latest, shortOf, textsOf } from './githubValues';

type PushInput = EventInputs['commits.pushed.v1'];

/** GitHub cuts a push off here. */
const commitsMax = 2048;
const pathsMax = 300;

/** `push`: commits on a branch or tag, or a ref that came or went. */
export const parsePush: GithubEventParser = delivery => {
  const { place, now, body } = delivery;
  const ref = shortOf(body.ref, 512);
  if (!ref) return refused(delivery, 'ref');
  const after = hashOf(body.after);
  if (!after) return refused(delivery, 'after');
  const sent: unknown = body.commits ?? [];
  if (!Array.isArray(sent)) return refused(delivery, 'commits');
  const commits = readCommits(sent, place);
  const headCommit = githubCommit(fieldsOf(body.head_commit), place.webUrl);
  const pushedAt =
    place.pushedAt ??
    commits.reduce(
      (time, commit) => latest(time, commit.committedAt),
      headCommit?.committedAt,
    ) ??
    now.toISOString();
  const before = hashOf(body.before);
  const gone = isZero(after);
  const data: PushInput = {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    ref,
    branch: below(ref, 'refs/heads/'),
    tag: below(ref, 'refs/tags/'),
    defaultBranch: place.defaultBranch,
    before: before && isZero(before) ? undefined : before,
    after,
    created: flagOf(body.created),
    deleted: flagOf(body.deleted) ?? gone,
    forced: flagOf(body.forced),
    pushedAt,
    actor: accountOf(body.sender) ?? pusherOf(body),
    commits,
    headCommit,
    truncated:
      sent.length >= commitsMax ||
      commits.length < Math.max(sent.length, countOf(body.size) ?? 0),
    compareUrl: textOf(body.compare),
  };
  return parsed(
    delivery,
    githubEvent({
      type: 'commits.pushed.v1',
      subject: subjectOf(place),
      at: pushedAt,
      correlation: { sha: gone ? undefined : after },
      data,
    }),
  );
};

function readCommits(
  sent: readonly unknown[],
  place: GithubPlace,
): PushInput['commits'] {
  const commits: PushInput['commits'] = [];
  for (const item of sent) {
    if (commits.length === commitsMax) break;
    const fields = fieldsOf(item);
    const commit = githubCommit(fields, place.webUrl);
    if (!commit) continue;
    commits.push({
      // Written out: spreading costs more than all else a delivery needs.
      sha: commit.sha,
      message: commit.message,
      author: commit.author,
      committedAt: commit.committedAt,
      url: commit.url,
      paths: pathsOf(fields),
    });
  }
  return commits;
}

/** The paths a commit touched, each once. */
function pathsOf({ added, removed, modified }: Fields): string[] {
  const paths = textsOf(added, pathsMax).concat(
    textsOf(removed, pathsMax),
    textsOf(modified, pathsMax),
  );
  if (paths.length < 2) return paths;
  return [...new Set(paths)].slice(0, pathsMax);
}

function pusherOf(body: Fields): PushInput['actor'] {
  const login = textOf(fieldsOf(body.pusher).name);
  return login ? { login } : undefined;
}

function below(ref: string, prefix: string): string | undefined {
  return ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined;
}

/** GitHub writes "no commit" as zeros, as git does. */
function isZero(sha: string): boolean {
  return /^0+$/.test(sha);
}
