/** A commit as far as the rule needs it. */
export interface SuspectCommit {
  sha: string;
  paths: readonly string[];
}

/** Shorter names (`a.ts`) turn up in every log. */
const shortestName = 6;

const mentions = (text: string, path: string): boolean => {
  if (text.includes(path)) return true;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.length >= shortestName && text.includes(name);
};

/**
 * Why a commit may have broken a run, by sha. The rule: it is the only commit
 * since the last green run; or it touches a file that the failure's text names.
 * Nothing else counts, and where every commit matches, none is marked.
 */
export function likelyCommits(
  commits: readonly SuspectCommit[],
  options: { failureText?: string | null; complete: boolean },
): Map<string, string> {
  const only =
    commits.length === 1 && options.complete ? commits[0] : undefined;
  if (only) return new Map([[only.sha, 'the only commit since green']]);
  const text = options.failureText ?? '';
  const reasons = new Map<string, string>();
  for (const commit of commits) {
    const path = text && commit.paths.find(item => mentions(text, item));
    if (path) reasons.set(commit.sha, `touches ${path}`);
  }
  return reasons.size === commits.length ? new Map() : reasons;
}
