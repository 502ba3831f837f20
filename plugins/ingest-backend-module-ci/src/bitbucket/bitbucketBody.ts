import { z } from 'zod';
import { Actor } from '@quarterdeck/plugin-ingest-common';
import { lenient, maybeSha, maybeText, maybeTime } from '../bodyValues';

/** Links as every Bitbucket object has them. */
export const bitbucketLinks = lenient(
  z.object({ html: lenient(z.object({ href: maybeText })) }),
);

/** A Bitbucket account, as the actor of an event. */
export const maybeAccount = lenient(
  z
    .object({
      nickname: maybeText,
      display_name: maybeText,
      account_id: maybeText,
      type: maybeText,
    })
    .transform((account): Omit<Actor, 'email'> | undefined => {
      const login =
        account.nickname ?? account.account_id ?? account.display_name;
      return login
        ? {
            login,
            name: account.display_name,
            kind: account.type === 'user' ? 'person' : 'unknown',
          }
        : undefined;
    }),
);

/** Where all of a delivery belongs. */
export const repositorySchema = z.object({
  full_name: z.string().min(1).max(512),
  links: bitbucketLinks,
  mainbranch: lenient(z.object({ name: maybeText })),
});

/** A commit in a push or behind a status. */
export const bitbucketCommitSchema = z.object({
  hash: z.string().min(1).max(64),
  message: maybeText,
  date: maybeTime,
  author: lenient(z.object({ raw: maybeText, user: maybeAccount })),
  links: bitbucketLinks,
});

/** @see bitbucketCommitSchema */
export type BitbucketCommit = z.output<typeof bitbucketCommitSchema>;

/** A branch or tag before or after a push. */
export const bitbucketRefSchema = lenient(
  z.object({
    type: maybeText,
    name: z.string().min(1).max(512),
    target: lenient(bitbucketCommitSchema),
  }),
);

/** One side of a pull request. */
export const pullRequestSide = lenient(
  z.object({
    branch: lenient(z.object({ name: maybeText })),
    commit: lenient(z.object({ hash: maybeSha })),
  }),
);

/** A delivery whose repository has been read. */
export interface BitbucketDelivery {
  /** Value of `X-Event-Key`. */
  event: string;
  /** `acme/shop` */
  project: string;
  webUrl: string;
  defaultBranch?: string;
  body: unknown;
  now: Date;
}

/** A commit in our words. `raw` is `Ada Example <ada@acme.example>`. */
export function bitbucketCommit(commit: BitbucketCommit, webUrl: string) {
  const raw = commit.author?.raw;
  const [, name, email] =
    /^([^<]{0,255}?)\s*<([^>]{1,320})>/.exec(raw ?? '') ?? [];
  const login = commit.author?.user?.login ?? email ?? raw;
  return {
    sha: commit.hash,
    message: commit.message,
    author: login
      ? { login, name: name || commit.author?.user?.name, email }
      : undefined,
    committedAt: commit.date,
    url: commit.links?.html?.href ?? `${webUrl}/commits/${commit.hash}`,
  };
}
