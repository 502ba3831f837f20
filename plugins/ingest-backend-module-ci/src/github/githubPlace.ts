import { z } from 'zod';
import { Fields, idOf, textOf } from '../fields';
import { epochOrTimeOf, shortOf, timeOf } from './githubValues';

const nameMax = 512;

/** What GitHub's `repository` object must have to name a place. */
export const githubRepositorySchema = z.looseObject({
  full_name: z.string().min(1).max(nameMax),
});

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

/** `owner/name` of a repository object; `undefined` when it names none. */
export function repositoryName(repository: Fields): string | undefined {
  return shortOf(repository.full_name, nameMax);
}

/**
 * The place a repository object stands for; `undefined` when nothing names it
 * or its host. `enterpriseHost` is the header that GitHub Enterprise Server
 * adds, used only when the body names no host.
 */
export function githubPlace(
  repository: Fields,
  enterpriseHost?: string,
): GithubPlace | undefined {
  const project = repositoryName(repository);
  const instance =
    hostOf(textOf(repository.html_url)) ??
    webHostOfApi(textOf(repository.url)) ??
    hostOf(enterpriseHost && `https://${enterpriseHost}/`);
  if (!project || !instance) return undefined;
  return {
    provider: 'github',
    instance,
    project,
    webUrl: `https://${instance}/${project}`,
    repositoryId: idOf(repository.id),
    defaultBranch: textOf(repository.default_branch),
    pushedAt: epochOrTimeOf(repository.pushed_at),
    updatedAt: timeOf(repository.updated_at),
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
