import { Knex } from 'knex';
import { CommitsPushed } from '@quarterdeck/plugin-ingest-common';
import { CommitCount } from '@quarterdeck/plugin-pipelines-common';
import {
  Branch,
  CommitPlace,
  loadCommitPlaces,
  loadDefaultBranch,
  loadPushesBetween,
} from '../../database/deployments/commitLine';

type PushedCommit = CommitsPushed['commits'][number];

/** The commits between two of a project. */
export interface Between {
  /** Newest first; those `to` holds more, or, where it is behind, less. */
  commits: PushedCommit[];
  /** Negative: `to` is behind `from`. */
  count: CommitCount;
  compareUrl: string | null;
  /** What a commit of the range must stand after to be new in a chain. */
  on: Branch | null;
}

const pushLimit = 400;

const unknown = (
  reason: NonNullable<CommitCount['reason']>,
  on: Branch | null = null,
): Between => ({
  commits: [],
  count: { commits: null, reason },
  compareUrl: null,
  on,
});

/** Negative when `a` stands before `b` on the branch. */
export function placeOrder(a: CommitPlace, b: CommitPlace): number {
  if (a.afterSha === b.afterSha) return a.ordinal - b.ordinal;
  const time = a.pushedAt.getTime() - b.pushedAt.getTime();
  if (time !== 0) return time;
  return a.afterSha < b.afterSha ? -1 : 1;
}

/** Each push begins where the one before it ended, and told all its commits. */
function isWhole(pushes: readonly CommitsPushed[]): boolean {
  return pushes.every(
    (push, index) =>
      index === 0 ||
      (!push.forced &&
        !push.truncated &&
        push.before === pushes[index - 1]?.after),
  );
}

/** The commits after `older` up to `newer`, oldest first. */
function cut(
  pushes: readonly CommitsPushed[],
  older: CommitPlace,
  newer: CommitPlace,
): PushedCommit[] {
  return pushes.flatMap(push => {
    const after =
      push.after === older.afterSha
        ? push.commits.findIndex(({ sha }) => sha === older.sha) + 1 ||
          push.commits.length
        : 0;
    const until =
      push.after === newer.afterSha
        ? push.commits.findIndex(({ sha }) => sha === newer.sha) + 1 ||
          push.commits.length
        : push.commits.length;
    return push.commits.slice(after, until);
  });
}

/** The commits between two deployed ones, by the pushes to the default branch. */
export async function commitsBetween(
  knex: Knex,
  place: { instance: string; project: string },
  from: string | null,
  to: string | null,
): Promise<Between> {
  if (!from || !to) return unknown('no_commit');
  const branch = await loadDefaultBranch(knex, place);
  if (!branch) return unknown('no_pushes');
  const { instance, project } = place;
  const on = { instance, project, branch };
  if (from === to) {
    return { commits: [], count: { commits: 0 }, compareUrl: null, on };
  }
  const places = await loadCommitPlaces(knex, on, [from, to]);
  const start = places.find(({ sha }) => sha === from);
  const end = places.find(({ sha }) => sha === to);
  if (!start || !end) return unknown('not_on_default_branch', on);
  const forward = placeOrder(start, end) < 0;
  const [older, newer] = forward ? [start, end] : [end, start];
  const pushes = await loadPushesBetween(knex, on, older, newer, pushLimit);
  if (pushes.length === pushLimit || !isWhole(pushes)) {
    return {
      ...unknown('history_incomplete', on),
      commits: cut(pushes, older, newer).reverse(),
    };
  }
  const commits = cut(pushes, older, newer).reverse();
  const last = pushes.at(-1);
  return {
    commits,
    count: { commits: forward ? commits.length : -commits.length },
    compareUrl: pushes.length === 2 ? last?.compareUrl ?? null : null,
    on,
  };
}
