import { fieldsOf, idOf, textOf } from '../fields';
import { GithubPlace } from './githubPlace';

const linksMax = 50;

/** A change that a run belongs to, as events name it. */
export interface GithubChange {
  externalId: string;
  url: string;
}

/**
 * The changes a run belongs to, from the pull requests it lists. GitHub also
 * lists those of other repositories of the fork network whose head matches;
 * they keep their full name, so that number 7 elsewhere is never taken for
 * number 7 here.
 */
export function githubChanges(
  links: unknown,
  place: GithubPlace,
): GithubChange[] {
  if (!Array.isArray(links)) return [];
  const changes: GithubChange[] = [];
  for (const link of links) {
    if (changes.length === linksMax) break;
    const change = changeOf(link, place);
    if (change) changes.push(change);
  }
  return changes;
}

function changeOf(
  value: unknown,
  place: GithubPlace,
): GithubChange | undefined {
  const link = fieldsOf(value);
  const number = typeof link.number === 'number' && idOf(link.number);
  if (!number) return undefined;
  const named = /\/repos\/([^/]+\/[^/]+)\/pulls\/\d+$/.exec(
    textOf(link.url) ?? '',
  )?.[1];
  const project = named && named.length <= 100 ? named : place.project;
  const repositoryId = idOf(fieldsOf(fieldsOf(link.base).repo).id);
  const own =
    project === place.project ||
    project.toLowerCase() === place.project.toLowerCase() ||
    (repositoryId !== undefined && repositoryId === place.repositoryId);
  const home = own ? place.project : project;
  return {
    externalId: own ? number : `${project}#${number}`,
    url: `https://${place.instance}/${home}/pull/${number}`,
  };
}

/** How a change is named in correlation keys: `acme/shop#12`. */
export function changeKey(place: GithubPlace, externalId: string): string {
  return externalId.includes('#')
    ? externalId
    : `${place.project}#${externalId}`;
}
