import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import {
  countOf,
  Fields,
  fieldsList,
  shaOf,
  textList,
  textOf,
} from '../fields';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { latestOf, timeOf } from '../times';
import { gitlabActor } from './gitlabActor';
import { gitlabCommit } from './gitlabCommit';
import {
  GitlabDelivery,
  GitlabHookParser,
  parsed,
  placeOf,
  refused,
} from './gitlabDelivery';

/** GitLab sends at most 20; a proxy or fork may send more. */
const commitsMax = 2048;
const pathsMax = 300;

/** Push and Tag Push Hooks: commits on a branch or tag, or a ref that came or went. */
export const parsePush: GitlabHookParser = delivery => {
  const { kind, place, body, now } = delivery;
  const ref = textOf(body.ref, 512);
  if (!ref) return refused(kind, body, 'ref');
  if (typeof body.after !== 'string' || !body.after || body.after.length > 64) {
    return refused(kind, body, 'after');
  }
  const deleted = shaOf(body.after) === undefined;
  const created = body.before !== undefined && shaOf(body.before) === undefined;
  // `after` of an annotated tag is the tag's own hash.
  const after = shaOf(body.checkout_sha) ?? body.after;
  const sent = fieldsList(body.commits, commitsMax);
  const commits = sent.flatMap(commit => {
    const read = gitlabCommit(commit, place.webUrl);
    return read ? [{ ...read, paths: pathsOf(commit) }] : [];
  });
  // A push has no time of its own.
  const pushedAt =
    latestOf(...sent.map(commit => timeOf(commit.timestamp))) ??
    now.toISOString();
  const data: EventInputs['commits.pushed.v1'] = {
    ...placeOf(place),
    ref,
    branch: below(ref, 'refs/heads/'),
    tag: below(ref, 'refs/tags/'),
    defaultBranch: place.defaultBranch,
    before: shaOf(body.before),
    after,
    created,
    deleted,
    pushedAt,
    actor: gitlabActor({
      username: body.user_username,
      name: body.user_name,
      email: body.user_email,
    }),
    commits,
    headCommit: commits.find(commit => commit.sha === after),
    truncated: commits.length < (countOf(body.total_commits_count) ?? 0),
  };
  return parsed(
    delivery,
    providerEvent({
      type: 'commits.pushed.v1',
      subject: narrowed(place),
      at: pushedAt,
      correlation: { sha: deleted ? undefined : after },
      data,
    }),
    ...refChange(delivery, data),
  );
};

/** GitLab has no hook of its own for refs that come and go. */
function refChange(
  { place }: GitlabDelivery,
  push: EventInputs['commits.pushed.v1'],
): ParsedEvent[] {
  if (!push.created && !push.deleted) return [];
  if (!push.branch && !push.tag) return [];
  return [
    providerEvent({
      type: 'ref.changed.v1',
      subject: narrowed(place),
      at: push.pushedAt,
      correlation: {},
      data: {
        ...placeOf(place),
        ref: push.ref,
        refKind: push.tag ? 'tag' : 'branch',
        change: push.deleted ? 'deleted' : 'created',
        actor: push.actor,
        defaultBranch: place.defaultBranch,
        at: push.pushedAt,
      },
    }),
  ];
}

function pathsOf(commit: Fields): string[] {
  const lists = [commit.added, commit.removed, commit.modified];
  const paths = lists.flatMap(list => textList(list, pathsMax));
  return [...new Set(paths)].slice(0, pathsMax);
}

function below(ref: string, prefix: string): string | undefined {
  return ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined;
}
