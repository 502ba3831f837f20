import { Repository } from './repository';

/** A place in a file. */
export interface CodePlace {
  path: string;
  startLine?: number | null;
  endLine?: number | null;
}

const encoded = (path: string) =>
  path
    .split('/')
    .filter(part => part !== '')
    .map(encodeURIComponent)
    .join('/');

function linesOf({ startLine, endLine }: CodePlace): [number, number] | null {
  if (!startLine || startLine < 1) return null;
  return [startLine, endLine && endLine > startLine ? endLine : startLine];
}

function azureLink(
  { url }: Repository,
  at: { commit: string | null; branch: string | null },
  path: string,
  lines: [number, number] | null,
): string {
  const query = new URLSearchParams({ path: `/${path}` });
  if (at.commit ?? at.branch) {
    query.set('version', at.commit ? `GC${at.commit}` : `GB${at.branch}`);
  }
  if (lines) {
    query.set('line', String(lines[0]));
    query.set('lineEnd', String(lines[1] + 1));
    query.set('lineStartColumn', '1');
    query.set('lineEndColumn', '1');
  }
  return `${url}?${query}`;
}

/**
 * Address of a place in a file at the commit that was scanned, else on its branch.
 * Null where neither is known, or the path leaves the repository.
 */
export function codeLink(
  repository: Repository,
  place: CodePlace,
  at: { commit: string | null; branch: string | null },
): string | null {
  const { path } = place;
  const version = at.commit ?? at.branch;
  if (!version || /^(?:[a-z][\w+.-]*:|\/)/i.test(path)) return null;
  if (path.split('/').includes('..')) return null;
  const lines = linesOf(place);
  if (repository.forge === 'azure') {
    return azureLink(repository, at, path, lines);
  }
  const [from, to] = lines ?? [0, 0];
  const anchors = {
    github: to > from ? `#L${from}-L${to}` : `#L${from}`,
    gitlab: to > from ? `#L${from}-${to}` : `#L${from}`,
    bitbucket: to > from ? `#lines-${from}:${to}` : `#lines-${from}`,
  };
  const folders = { github: 'blob', gitlab: '-/blob', bitbucket: 'src' };
  return `${repository.url}/${folders[repository.forge]}/${encoded(
    version,
  )}/${encoded(path)}${lines ? anchors[repository.forge] : ''}`;
}
