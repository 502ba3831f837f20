import { z } from 'zod';
import { commitSchema } from '@quarterdeck/plugin-ingest-common';
import { Fields, fieldsOf, textOf } from '../fields';
import { hashOf, timeOf } from './githubValues';

/** A commit before its schema has normalised it. */
export type CommitInput = z.input<typeof commitSchema>;

/**
 * A commit inside `push` and `head_commit` in our words; `undefined` without a
 * hash. GitHub's one `timestamp` is the committer's time; the author's is not in
 * these bodies.
 */
export function githubCommit(
  commit: Fields,
  webUrl: string,
): CommitInput | undefined {
  const sha = hashOf(commit.id);
  if (!sha) return undefined;
  return {
    sha,
    message: textOf(commit.message),
    author: authorOf(fieldsOf(commit.author)),
    committedAt: timeOf(commit.timestamp),
    // `push` gives the page, `head_commit` nothing.
    url: textOf(commit.url) ?? `${webUrl}/commit/${sha}`,
  };
}

function authorOf(author: Fields): CommitInput['author'] {
  const name = textOf(author.name);
  const email = textOf(author.email);
  const login = textOf(author.username) ?? email ?? name;
  return login
    ? { login, name, email, kind: login.endsWith('[bot]') ? 'bot' : 'unknown' }
    : undefined;
}
