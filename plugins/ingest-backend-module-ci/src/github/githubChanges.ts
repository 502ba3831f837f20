import { z } from 'zod';
import { GithubPlace } from './githubPlace';
import { lenient, maybeId, maybeText } from './githubValues';

/** A pull request as runs and check suites name it. */
export const githubPullRequestLinkSchema = z.object({
  number: z.int().min(0),
  url: maybeText,
  base: lenient(z.object({ repo: lenient(z.object({ id: maybeId })) })),
});

/** @see githubPullRequestLinkSchema */
export type GithubPullRequestLink = z.output<
  typeof githubPullRequestLinkSchema
>;

/**
 * The changes a run belongs to. GitHub also lists pull requests of other
 * repositories of the fork network whose head matches; those keep their full
 * name, so that number 7 elsewhere is never taken for number 7 here.
 */
export function githubChanges(
  links: readonly GithubPullRequestLink[],
  place: GithubPlace,
): { externalId: string; url: string }[] {
  return links.map(({ number, url, base }) => {
    const named = url && /\/repos\/([^/]+\/[^/]+)\/pulls\/\d+$/.exec(url)?.[1];
    const project = named && named.length <= 100 ? named : place.project;
    const own =
      project.toLowerCase() === place.project.toLowerCase() ||
      (base?.repo?.id !== undefined && base.repo.id === place.repositoryId);
    const home = own ? place.project : project;
    return {
      externalId: own ? String(number) : `${project}#${number}`,
      url: `https://${place.instance}/${home}/pull/${number}`,
    };
  });
}

/** How a change is named in correlation keys: `acme/shop#12`. */
export function changeKey(place: GithubPlace, externalId: string): string {
  return externalId.includes('#')
    ? externalId
    : `${place.project}#${externalId}`;
}
