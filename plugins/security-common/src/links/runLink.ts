import { Repository } from './repository';

/** A run as its provider names it. */
export interface NamedRun {
  /** Host of the provider. */
  instance: string;
  externalId: string;
}

/**
 * Address of a run at its provider, where the repository's host is the one that ran
 * it; null: it cannot be told from what is known.
 */
export function runLink(
  repository: Repository | undefined,
  run: NamedRun,
): string | null {
  if (repository?.host !== run.instance.toLowerCase()) return null;
  const id = encodeURIComponent(run.externalId);
  switch (repository.forge) {
    case 'github':
      return `${repository.url}/actions/runs/${id}`;
    case 'gitlab':
      return `${repository.url}/-/pipelines/${id}`;
    case 'bitbucket':
      return `${repository.url}/pipelines/results/${id}`;
    default:
      return `${repository.url.replace(
        /\/_git\/.*$/,
        '',
      )}/_build/results?buildId=${id}`;
  }
}
