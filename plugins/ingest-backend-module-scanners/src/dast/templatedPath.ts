const isId = (part: string) =>
  /^\d+$/.test(part) ||
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(part) ||
  (/^[0-9a-f]{16,}$/i.test(part) && /\d/.test(part));

/**
 * The path of an address without what differs from visit to visit: no query, no
 * fragment, ids as `{id}`. So the same page keeps its name.
 */
export function templatedPath(address: string | undefined): string | undefined {
  if (!address) return undefined;
  const path = /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*([^?#]*)/i.exec(
    address,
  )?.[1];
  const bare = path ?? address.replace(/[?#].*$/s, '');
  const parts = bare.split('/').filter(part => part !== '');
  return `/${parts.map(part => (isId(part) ? '{id}' : part)).join('/')}`;
}
