import { z } from 'zod';
import { commitSchema } from '@quarterdeck/plugin-ingest-common';
import { lenient, maybeText, maybeTime } from './githubValues';

const maybeSignature = lenient(
  z.object({ name: maybeText, email: maybeText, username: maybeText }),
);

/** A commit inside `push` and `head_commit`. */
export const githubCommitSchema = z.object({
  id: z.string().min(1).max(64),
  message: maybeText,
  timestamp: maybeTime,
  url: maybeText,
  author: maybeSignature,
});

/** @see githubCommitSchema */
export type GithubCommit = z.output<typeof githubCommitSchema>;

/**
 * A commit in our words. GitHub's one `timestamp` is the committer's time; the
 * author's is not in these bodies.
 */
export function githubCommit(
  commit: GithubCommit,
  webUrl: string,
): z.input<typeof commitSchema> {
  const { author } = commit;
  const login = author?.username ?? author?.email ?? author?.name;
  return {
    sha: commit.id,
    message: commit.message,
    author: login
      ? {
          login,
          name: author?.name,
          email: author?.email,
          kind: login.endsWith('[bot]') ? 'bot' : 'unknown',
        }
      : undefined,
    committedAt: commit.timestamp,
    // `push` gives the page, `head_commit` nothing.
    url: commit.url ?? `${webUrl}/commit/${commit.id}`,
  };
}
