/** A repository's key: its host and path. */
export const repoOf = (place: { instance: string; project: string }) =>
  `${place.instance}/${place.project}`;

/**
 * A repository as a deployment names it, by the key its pushes have: a URL or an
 * ssh address loses its scheme and ending, a bare path lies on the host that says so.
 */
export function namedRepo(repo: string, instance: string): string {
  const text = repo
    .trim()
    .replace(/\.git\/?$/, '')
    .replace(/\/$/, '');
  const url = /^[a-z+]+:\/\/(?:[^@/]+@)?([^/]+)\/(.+)$/i.exec(text);
  if (url) return `${url[1].replace(/:\d+$/, '')}/${url[2]}`;
  const ssh = /^[^@/]+@([^:/]+):(.+)$/.exec(text);
  if (ssh) return `${ssh[1]}/${ssh[2]}`;
  const [host] = text.split('/');
  return host.includes('.') && text.split('/').length > 2
    ? text
    : `${instance}/${text}`;
}
