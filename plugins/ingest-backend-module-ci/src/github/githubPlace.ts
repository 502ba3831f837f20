import { z } from 'zod';
import {
  maybeEpochOrTime,
  maybeId,
  maybeText,
  maybeTime,
} from './githubValues';

/** The part of GitHub's `repository` object that names and dates things. */
export const githubRepositorySchema = z.object({
  id: maybeId,
  full_name: z.string().min(1).max(512),
  html_url: maybeText,
  url: maybeText,
  default_branch: maybeText,
  pushed_at: maybeEpochOrTime,
  updated_at: maybeTime,
});

/** @see githubRepositorySchema */
export type GithubRepository = z.output<typeof githubRepositorySchema>;

/** Where a thing lives: the parts every event of a repository shares. */
export interface GithubPlace {
  provider: 'github';
  /** Host, lower-cased: `github.com` or that of a GitHub Enterprise server. */
  instance: string;
  /** `owner/name` as GitHub writes it. */
  project: string;
  /** The repository's page. */
  webUrl: string;
  repositoryId?: string;
  defaultBranch?: string;
  pushedAt?: string;
  updatedAt?: string;
}

/**
 * The place a repository object stands for; `undefined` when nothing names the
 * host. `enterpriseHost` is the header that GitHub Enterprise Server adds, used
 * only when the body names no host.
 */
export function githubPlace(
  repository: GithubRepository,
  enterpriseHost?: string,
): GithubPlace | undefined {
  const instance =
    hostOf(repository.html_url) ??
    webHostOfApi(repository.url) ??
    hostOf(enterpriseHost && `https://${enterpriseHost}/`);
  if (!instance) return undefined;
  return {
    provider: 'github',
    instance,
    project: repository.full_name,
    webUrl: `https://${instance}/${repository.full_name}`,
    repositoryId: repository.id,
    defaultBranch: repository.default_branch,
    pushedAt: repository.pushed_at,
    updatedAt: repository.updated_at,
  };
}

function hostOf(url: string | undefined): string | undefined {
  // A host with its port, without user info; `new URL` costs ten times more.
  const host =
    url && /^https?:\/\/([a-z0-9.:[\]_-]+)(?:[/?#]|$)/i.exec(url)?.[1];
  return host && host.length <= 255 ? host.toLowerCase() : undefined;
}

/** `api.github.com` serves `github.com`; an Enterprise server's API has its own host. */
export function webHostOfApi(url: string | undefined): string | undefined {
  const host = hostOf(url);
  return host && /^api\.(?:github\.com|.+\.ghe\.com)$/.test(host)
    ? host.slice('api.'.length)
    : host;
}
