import { canonicalText, sortedBy } from '../statistics/order';
import { ChangeSample, CommitSample } from '../types';
import { BranchHistory } from './branchHistory';

/** Merged changes, found by their commits. */
export interface ChangeBook {
  byMerge(repo: string, sha: string): ChangeSample | undefined;
  byCommit(repo: string, sha: string): ChangeSample | undefined;
  byId(id: string): ChangeSample | undefined;
  /** Its commits, newest first; null: not all are known. */
  commitsOf(change: ChangeSample): readonly CommitSample[] | null;
  /** Changes merged to the same branch after the first commit's and up to the second's. */
  mergedBetween(
    repo: string,
    previousSha: string,
    sha: string,
  ): readonly ChangeSample[] | null;
}

const keyOf = (repo: string, sha: string) => `${repo}@${sha}`;

/** @see ChangeBook */
export function changeBook(
  changes: readonly ChangeSample[],
  history: BranchHistory,
): ChangeBook {
  const ids = new Map<string, ChangeSample>();
  const merges = new Map<string, ChangeSample>();
  const members = new Map<string, ChangeSample>();
  const branches = new Map<string, ChangeSample[]>();
  const own = new Map<string, readonly CommitSample[] | null>();

  const ownCommits = (change: ChangeSample) => {
    if (change.commits?.length) return [...change.commits].reverse();
    const { repo, sourceBranch, headSha } = change;
    if (!sourceBranch || !headSha) return null;
    return history.ownCommits(repo, sourceBranch, headSha);
  };
  const putFirst = (
    map: Map<string, ChangeSample>,
    key: string,
    change: ChangeSample,
  ) => {
    if (!map.has(key)) map.set(key, change);
  };

  const ordered = sortedBy(
    changes,
    ({ mergedAt }) => mergedAt ?? Infinity,
    ({ id }) => id,
    canonicalText,
  );
  for (const change of ordered) {
    if (ids.has(change.id)) continue;
    ids.set(change.id, change);
    const commits = ownCommits(change);
    own.set(change.id, commits);
    const { repo, mergeSha, headSha } = change;
    if (mergeSha) putFirst(merges, keyOf(repo, mergeSha), change);
    if (headSha) putFirst(members, keyOf(repo, headSha), change);
    commits?.forEach(({ sha }) => putFirst(members, keyOf(repo, sha), change));
    if (mergeSha && change.mergedAt !== undefined) {
      const branch = keyOf(repo, change.targetBranch ?? '');
      const line = branches.get(branch);
      if (line) line.push(change);
      else branches.set(branch, [change]);
    }
  }

  const byMerge = (repo: string, sha: string) => merges.get(keyOf(repo, sha));
  return {
    byMerge,
    byCommit: (repo, sha) => members.get(keyOf(repo, sha)),
    byId: id => ids.get(id),
    commitsOf: change => own.get(change.id) ?? null,
    mergedBetween(repo, previousSha, sha) {
      const from = byMerge(repo, previousSha);
      const to = byMerge(repo, sha);
      if (!from || !to || from.targetBranch !== to.targetBranch) return null;
      const line = branches.get(keyOf(repo, to.targetBranch ?? '')) ?? [];
      const [start, end] = [line.indexOf(from), line.indexOf(to)];
      return start >= 0 && end > start ? line.slice(start + 1, end + 1) : null;
    },
  };
}
