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

/** By repository, then by commit or branch: no text is put together to ask. */
type Shelf<T> = Map<string, Map<string, T>>;

const at = <T>(shelf: Shelf<T>, repo: string, name: string) =>
  shelf.get(repo)?.get(name);

function put<T>(shelf: Shelf<T>, repo: string, name: string, value: T) {
  const known = shelf.get(repo);
  if (known) known.set(name, value);
  else shelf.set(repo, new Map([[name, value]]));
}

/** @see ChangeBook */
export function changeBook(
  changes: readonly ChangeSample[],
  history: BranchHistory,
): ChangeBook {
  const ids = new Map<string, ChangeSample>();
  const merges: Shelf<ChangeSample> = new Map();
  const members: Shelf<ChangeSample> = new Map();
  const branches: Shelf<ChangeSample[]> = new Map();
  const own = new Map<string, readonly CommitSample[] | null>();

  const ownCommits = (change: ChangeSample) => {
    if (change.commits?.length) return [...change.commits].reverse();
    const { repo, sourceBranch, headSha } = change;
    if (!sourceBranch || !headSha) return null;
    return history.ownCommits(repo, sourceBranch, headSha);
  };
  const putFirst = (
    shelf: Shelf<ChangeSample>,
    sha: string,
    change: ChangeSample,
  ) => {
    if (!at(shelf, change.repo, sha)) put(shelf, change.repo, sha, change);
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
    if (mergeSha) putFirst(merges, mergeSha, change);
    if (headSha) putFirst(members, headSha, change);
    commits?.forEach(({ sha }) => putFirst(members, sha, change));
    if (mergeSha && change.mergedAt !== undefined) {
      const branch = change.targetBranch ?? '';
      const line = at(branches, repo, branch);
      if (line) line.push(change);
      else put(branches, repo, branch, [change]);
    }
  }

  const byMerge = (repo: string, sha: string) => at(merges, repo, sha);
  return {
    byMerge,
    byCommit: (repo, sha) => at(members, repo, sha),
    byId: id => ids.get(id),
    commitsOf: change => own.get(change.id) ?? null,
    mergedBetween(repo, previousSha, sha) {
      const from = byMerge(repo, previousSha);
      const to = byMerge(repo, sha);
      if (!from || !to || from.targetBranch !== to.targetBranch) return null;
      const line = at(branches, repo, to.targetBranch ?? '') ?? [];
      const [start, end] = [line.indexOf(from), line.indexOf(to)];
      return start >= 0 && end > start ? line.slice(start + 1, end + 1) : null;
    },
  };
}
