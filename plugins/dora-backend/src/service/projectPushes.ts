import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import { CommitsPushed } from '@quarterdeck/plugin-ingest-common';
import { CommitSample } from '@quarterdeck/plugin-dora-common';
import { Knex } from 'knex';
import {
  loadLatePushes,
  PushRow,
  upsertDefaultBranches,
  upsertPushes,
} from '../database/pushRows';
import { repoOf } from './repoKey';

const messageMax = 1000;
const ms = (time: string | undefined) =>
  time === undefined ? undefined : Date.parse(time);

/** What the metrics need of a commit; small, for there are millions. */
function toSample(commit: CommitsPushed['commits'][number]): CommitSample {
  return {
    sha: commit.sha,
    committedAt: ms(commit.committedAt),
    authoredAt: ms(commit.authoredAt),
    author: commit.author?.login || commit.author?.name || undefined,
    message: commit.message?.slice(0, messageMax),
    paths: commit.paths.length ? commit.paths : undefined,
  };
}

function toRow(push: CommitsPushed, branch: string, position: string): PushRow {
  return {
    repo: repoOf(push),
    branch,
    after: push.after,
    before: push.before ?? null,
    pushedAt: push.pushedAt,
    position,
    forced: push.forced,
    truncated: push.truncated,
    commits: push.commits.map(toSample),
  };
}

const keyOf = ({ repo, branch, after }: PushRow) =>
  JSON.stringify([repo, branch, after]);

/** Of two reports of a push the later one counts; the fuller one at one moment. */
function laterPush(a: PushRow, b: PushRow): PushRow {
  const rank = (row: PushRow): [number, number, string] => [
    Date.parse(row.pushedAt),
    row.commits.length,
    JSON.stringify([row.before, row.forced, row.truncated, row.commits]),
  ];
  const [left, right] = [rank(a), rank(b)];
  for (let i = 0; i < left.length; i++) {
    if (left[i] !== right[i]) return left[i] > right[i] ? a : b;
  }
  return a;
}

/**
 * Applies the pushes of a batch; tags and deleted branches hold no commits.
 * @returns repositories whose history changed where somebody may have looked.
 */
export async function projectPushes(
  tx: Knex,
  batch: readonly AnyLogEvent[],
): Promise<Set<string>> {
  const pushes = new Map<string, PushRow>();
  const defaults = new Map<string, { branch: string; at: string }>();
  for (const event of batch) {
    if (event.type !== 'commits.pushed.v1') continue;
    const { branch, deleted, defaultBranch, pushedAt } = event.data;
    const repo = repoOf(event.data);
    const known = defaults.get(repo);
    if (defaultBranch && (!known || known.at < pushedAt)) {
      defaults.set(repo, { branch: defaultBranch, at: pushedAt });
    }
    if (!branch || deleted) continue;
    const row = toRow(event.data, branch, event.position);
    const same = pushes.get(keyOf(row));
    pushes.set(keyOf(row), same ? laterPush(same, row) : row);
  }
  if (pushes.size === 0 && defaults.size === 0) return new Set();
  const renamed = await upsertDefaultBranches(tx, defaults);
  const rows = [...pushes.values()];
  const late = await loadLatePushes(tx, rows);
  await upsertPushes(tx, rows, laterPush);
  return new Set([...renamed, ...late]);
}
