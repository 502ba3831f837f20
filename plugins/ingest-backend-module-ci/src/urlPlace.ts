/** Host and path of an address, as subjects name things. */
export interface UrlPlace {
  /** Lower-cased, with its port. */
  host: string;
  /** Without slashes at its ends and without `.git`. */
  path: string;
}

/** Reads an http(s), ssh or git address; `undefined` when it names no host. */
export function urlPlace(url: string | undefined): UrlPlace | undefined {
  const [, host, path = ''] =
    // `new URL` costs ten times more.
    /^[a-z][a-z0-9+.-]{0,20}:\/\/(?:[^@/?#]{0,200}@)?([a-z0-9.:[\]_-]{1,255})(\/[^?#]*)?(?:[?#]|$)/i.exec(
      url ?? '',
    ) ?? [];
  if (!host) return undefined;
  return {
    host: host.toLowerCase(),
    path: path
      .slice(0, 1024)
      .replace(/^\/+/, '')
      .replace(/\/{1,20}$/, '')
      .replace(/\.git$/, ''),
  };
}
