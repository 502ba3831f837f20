import { ChangeSample, CommitSample } from '../types';
import { BranchHistory } from './branchHistory';
import { ChangeBook } from './changeBook';

/** A commit that a deployment brings, and the change it came by. */
export interface BroughtCommit {
  repo: string;
  commit: CommitSample;
  change: ChangeSample | null;
  /** Stands for the commits of a squash that nobody told us. */
  squashed: boolean;
  merge: boolean;
}

/** What a deployment brings over what ran before. */
export type Brought =
  | { found: 'commits'; commits: readonly BroughtCommit[]; complete: boolean }
  | { found: 'behind' | 'unreachable' | 'unknown' };

const mergeMessage =
  /^Merge(?:d in | (?:pull request|branch|remote-tracking branch|tag|commit) )/;

/** By its parents, else by the words the tools write. */
export function isMergeCommit({ parents, message }: CommitSample): boolean {
  return parents === undefined ? mergeMessage.test(message ?? '') : parents > 1;
}

/** A rebase keeps who wrote what and when, under a new sha. */
const handwriting = ({ authoredAt, message }: CommitSample) =>
  authoredAt === undefined || !message ? null : `${authoredAt} ${message}`;

/**
 * The commits of a repository between two deployments (rule 2): a squash or
 * rebase stands for the commits of its change. Without pushes, the order of
 * merged changes tells, and is marked as incomplete.
 */
export function newCommits(
  repo: string,
  previousSha: string,
  sha: string,
  history: BranchHistory,
  book: ChangeBook,
): Brought {
  const range = history.between(repo, previousSha, sha);
  if (range.found === 'commits') {
    const commits = mapped(repo, range.commits, book);
    return { found: 'commits', commits, complete: range.complete };
  }
  if (range.found !== 'unknown') return { found: range.found };
  const changes = book.mergedBetween(repo, previousSha, sha);
  if (!changes) {
    const back = book.mergedBetween(repo, sha, previousSha);
    return { found: back ? 'behind' : 'unknown' };
  }
  const heads = changes.map((change): CommitSample => {
    const mergeSha = change.mergeSha ?? change.id;
    return history.commit(repo, mergeSha) ?? { sha: mergeSha };
  });
  const commits = mapped(repo, heads.reverse(), book);
  return { found: 'commits', commits, complete: false };
}

function mapped(
  repo: string,
  range: readonly CommitSample[],
  book: ChangeBook,
): BroughtCommit[] {
  const merged = range.flatMap(({ sha }) => book.byMerge(repo, sha) ?? []);
  const originals = new Map<string, [CommitSample, ChangeSample]>();
  for (const change of merged) {
    for (const commit of book.commitsOf(change) ?? []) {
      const key = handwriting(commit);
      if (key !== null) originals.set(key, [commit, change]);
    }
  }
  const brought = new Map<string, BroughtCommit>();
  const add = (
    commit: CommitSample,
    change: ChangeSample | null,
    squashed = false,
  ) => {
    if (brought.has(commit.sha)) return;
    const merge = isMergeCommit(commit);
    brought.set(commit.sha, { repo, commit, change, squashed, merge });
  };
  for (const commit of range) {
    const change = book.byMerge(repo, commit.sha);
    const own = change ? book.commitsOf(change) : null;
    const key = originals.size > 0 ? handwriting(commit) : null;
    const original = key === null ? undefined : originals.get(key);
    if (original && original[0].sha !== commit.sha) {
      add(...original);
      // The last commit of a rebase: its siblings are in the range themselves.
      continue;
    }
    if (!change) {
      add(commit, book.byCommit(repo, commit.sha) ?? null);
    } else if (isMergeCommit(commit)) {
      add(commit, change);
      own?.forEach(one => add(one, change));
    } else if (!own) {
      const isOwn = book.byCommit(repo, commit.sha)?.id === change.id;
      add(commit, change, !isOwn);
    } else if (own.some(({ sha }) => sha === commit.sha)) {
      add(commit, change);
    } else {
      own.forEach(one => add(one, change));
    }
  }
  return [...brought.values()];
}
