import { remembered } from './remembered';

const decoded = (text: string): string => {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

interface Options {
  inImage?: boolean;
}

/** Roots under which build machines check a repository out. */
const checkouts = [
  /^\/?github\/workspace\//,
  /^\/?home\/runner\/work\/[^/]+\/[^/]+\//,
  /^\/?builds\/[^/]+\/[^/]+\//,
  /^\/?(?:workspace|src|scan|code|app|tmp\/build)\/(?=[^/]+\/|[^/]+\.)/,
];

function resolved(
  raw: string,
  base?: string,
  { inImage = false }: Options = {},
): string | undefined {
  let path = raw.trim();
  const isUri = /^file:/i.test(path);
  if (isUri) path = decoded(path.replace(/^file:(?:\/\/[^/]*(?=\/))?/i, ''));
  path = path.replace(/\\/g, '/');
  if (base !== undefined && base !== '') {
    const root = decoded(base.replace(/^file:(?:\/\/[^/]*(?=\/))?/i, ''))
      .replace(/\\/g, '/')
      .replace(/\/*$/, '/');
    if (root !== '/' && path.startsWith(root)) path = path.slice(root.length);
  }
  // A drive or a host is no build machine's mount.
  const isMount =
    path.startsWith('/') &&
    !/^\/?[A-Za-z]:\//.test(path) &&
    !/^file:\/\/[^/]/i.test(raw.trim());
  path = path.replace(/^\/?[A-Za-z]:(?=\/)/, '');
  for (const checkout of checkouts) {
    const [place] = checkout.exec(path) ?? [];
    if (place && isMount && !inImage) {
      path = path.slice(place.length);
      break;
    }
  }
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.length === 0 ? undefined : parts.join('/').slice(0, 1024);
}

const usual = remembered(raw => resolved(raw));

/**
 * A path as a finding carries it: relative, `/` between folders, case kept, no
 * `.` and `..`, no scheme, no drive, no place of a build machine.
 *
 * `base` is what the tool says it started from. Of the file system of an image
 * (`inImage`) the whole path counts: nothing was checked out there.
 */
export function relativePath(
  raw: string | undefined,
  base?: string,
  options?: Options,
): string | undefined {
  if (raw === undefined || raw.trim() === '') return undefined;
  return base === undefined && options === undefined
    ? usual(raw)
    : resolved(raw, base, options);
}
