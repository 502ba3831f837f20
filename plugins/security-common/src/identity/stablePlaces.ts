import { ScanFinding } from './scanFinding';

/** An image without tag and digest, a file as it is: both change with every build. */
export function stableTarget(finding: ScanFinding): string {
  const { target, kind } = finding;
  if (target === undefined) return finding.locations[0]?.path ?? '';
  if (kind !== 'container') return target;
  return target.split('@')[0].replace(/:\w[\w.-]*$/, '');
}

const isId = (part: string) =>
  /^\d+$/.test(part) ||
  /^\{[^{}]*\}$/.test(part) ||
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(part) ||
  (/^[0-9a-f]{16,}$/i.test(part) && /\d/.test(part));

/** The path of an address: no host, no query, no fragment, ids as `{id}`. */
export function templatedUrlPath(address: string): string {
  const bare = address
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')
    .replace(/[?#].*$/s, '');
  const parts = bare.split('/').filter(part => part !== '');
  return `/${parts.map(part => (isId(part) ? '{id}' : part)).join('/')}`;
}

/** Code without its spaces: what reformatting does not change. */
export const bareCode = (code: string): string => code.replace(/\s+/g, '');

/** npm gives git dependencies a new random hash at every run. */
export const censoredName = (name: string): string =>
  name.replace(/\b[0-9a-f]{64}\b/g, '{hash}');
