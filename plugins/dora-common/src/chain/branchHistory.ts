import { canonicalText, groupedBy, sortedBy } from '../statistics/order';
import { CommitSample, PushSample } from '../types';

/** What lies between two commits of a branch. */
export type CommitRange =
  /** `complete: false`: the provider left commits out. Newest first. */
  | { found: 'commits'; commits: readonly CommitSample[]; complete: boolean }
  /** The new one is an ancestor of the old one. */
  | { found: 'behind' }
  /** A force push lies between: what ran before is no ancestor. */
  | { found: 'unreachable' }
  /** Pushes are missing. */
  | { found: 'unknown' };

/** The pushes of a repository, to be asked what lies between two commits. */
export interface BranchHistory {
  between(repo: string, previousSha: string, sha: string): CommitRange;
  /** Commits a branch brought on its own, newest first; null: not all are known. */
  ownCommits(
    repo: string,
    branch: string,
    headSha: string,
  ): readonly CommitSample[] | null;
  commit(repo: string, sha: string): CommitSample | undefined;
}

interface Place {
  push: PushSample;
  /** Position of the commit in the push; -1: the push ends at it but does not hold it. */
  index: number;
}

const isNothing = (sha: string | undefined) => !sha || /^0+$/.test(sha);

type Walk =
  | { end: 'found'; commits: CommitSample[]; complete: boolean }
  | {
      end: 'forced' | 'missing' | 'start';
      commits: CommitSample[];
      complete: boolean;
    };

/** Each once. Whole texts are only compared where the ends are the same: they cost. */
function distinctPushes(pushes: readonly PushSample[]): PushSample[] {
  const alike = groupedBy(
    new Set(pushes),
    ({ repo, branch, before, after, pushedAt }) =>
      [repo, branch, before ?? '', after, pushedAt].join('\u0000'),
  );
  return [...alike.values()].flatMap(rows =>
    rows.length === 1
      ? rows
      : [...new Map(rows.map(row => [canonicalText(row), row])).values()],
  );
}

/** @see BranchHistory */
export function branchHistory(pushes: readonly PushSample[]): BranchHistory {
  // The default branch is asked first; beyond that any order does, if it is one.
  const ordered = sortedBy(
    distinctPushes(pushes),
    push => (push.onDefaultBranch ? 0 : 1),
    ({ branch }) => branch,
    ({ pushedAt }) => pushedAt,
    ({ repo }) => repo,
    ({ after }) => after,
    canonicalText,
  );
  const repos = new Map(
    [...groupedBy(ordered, ({ repo }) => repo)].map(([repo, rows]) => [
      repo,
      placesOf(rows),
    ]),
  );
  const placesAt = (repo: string, sha: string) =>
    repos.get(repo)?.get(sha) ?? [];

  /** Where a walk goes on: on the same branch, else wherever the commit is. */
  function next(
    repo: string,
    sha: string,
    branch: string,
    seen: Set<PushSample>,
  ) {
    const places = placesAt(repo, sha).filter(({ push }) => !seen.has(push));
    return places.find(({ push }) => push.branch === branch) ?? places[0];
  }

  /** From a place back to the commit that `stop` names, push by push. */
  function walk(from: Place, stop: (sha: string) => boolean): Walk {
    const commits: CommitSample[] = [];
    const seen = new Set<PushSample>();
    let complete = true;
    let place: Place | undefined = from;
    while (place) {
      const { push, index }: Place = place;
      seen.add(push);
      if (push.truncated) complete = false;
      const last = index < 0 ? push.commits.length - 1 : index;
      for (let i = last; i >= 0; i--) {
        if (stop(push.commits[i].sha))
          return { end: 'found', commits, complete };
        commits.push(push.commits[i]);
      }
      const before = push.before;
      if (before === undefined || isNothing(before)) {
        return { end: 'start', commits, complete };
      }
      if (push.forced) return { end: 'forced', commits, complete };
      if (stop(before)) return { end: 'found', commits, complete };
      place = next(push.repo, before, push.branch, seen);
    }
    return { end: 'missing', commits, complete };
  }

  /** The best of the walks from every place of a commit. */
  function search(repo: string, from: string, to: string): Walk | undefined {
    let best: Walk | undefined;
    for (const place of placesAt(repo, from)) {
      const walked = walk(place, sha => sha === to);
      if (walked.end === 'found') return walked;
      if (!best || walked.end === 'forced') best = walked;
    }
    return best;
  }

  return {
    between(repo, previousSha, sha) {
      const forward = search(repo, sha, previousSha);
      if (forward?.end === 'found') {
        const { commits, complete } = forward;
        return { found: 'commits', commits, complete };
      }
      if (search(repo, previousSha, sha)?.end === 'found') {
        return { found: 'behind' };
      }
      return { found: forward?.end === 'forced' ? 'unreachable' : 'unknown' };
    },
    ownCommits(repo, branch, headSha) {
      const commits: CommitSample[] = [];
      const seen = new Set<PushSample>();
      const onBranch = (sha: string) =>
        placesAt(repo, sha).find(
          ({ push }) =>
            push.branch === branch && !push.onDefaultBranch && !seen.has(push),
        );
      let place = onBranch(headSha);
      while (place) {
        const { push, index }: Place = place;
        if (push.truncated) return null;
        seen.add(push);
        const last = index < 0 ? push.commits.length - 1 : index;
        for (let i = last; i >= 0; i--) {
          const commit = push.commits[i];
          // What it merged from the default branch is not its own.
          const merged = placesAt(repo, commit.sha).some(
            other =>
              other.push.onDefaultBranch && other.push.pushedAt < push.pushedAt,
          );
          if (!merged) commits.push(commit);
        }
        // A force push rewrites the branch: it begins there.
        if (isNothing(push.before) || push.forced) {
          return commits.length > 0 ? commits : null;
        }
        place = onBranch(push.before ?? '');
      }
      return null;
    },
    commit(repo, sha) {
      for (const { push, index } of placesAt(repo, sha)) {
        if (index >= 0) return push.commits[index];
      }
      return undefined;
    },
  };
}

/** Where every commit of a repository is. */
function placesOf(pushes: readonly PushSample[]): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  const add = (sha: string, place: Place) => {
    const known = places.get(sha);
    if (known) known.push(place);
    else places.set(sha, [place]);
  };
  for (const push of pushes) {
    push.commits.forEach(({ sha }, index) => add(sha, { push, index }));
    if (push.commits.at(-1)?.sha !== push.after && !isNothing(push.after)) {
      add(push.after, { push, index: -1 });
    }
  }
  return places;
}
