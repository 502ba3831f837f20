/** Forges whose addresses of files and runs are known. */
export type ForgeKind = 'github' | 'gitlab' | 'bitbucket' | 'azure';

/** Where code of an entity lies. */
export interface Repository {
  forge: ForgeKind;
  /** Host in lower case, `github.com`. */
  host: string;
  /** Address of the repository without a slash at its end. */
  url: string;
  /** Folder of the entity in it, without slashes at its ends. */
  folder: string;
}

const kindOfHost = (host: string): ForgeKind | undefined => {
  if (host === 'dev.azure.com' || host.endsWith('.visualstudio.com')) {
    return 'azure';
  }
  // A self-hosted one is told by its name, as Backstage's integrations are set up.
  const kinds = ['github', 'gitlab', 'bitbucket'] as const;
  return kinds.find(kind => host.split('.').some(part => part === kind));
};

const trimmed = (path: string) => path.replace(/^\/+|\/+$/g, '');

/** Where the repository ends and the file begins, by forge. */
const treeMark: Record<ForgeKind, RegExp> = {
  github: /\/(?:tree|blob|edit)\/[^/]+\/?/,
  gitlab: /\/-\/(?:tree|blob|edit)\/[^/]+\/?/,
  bitbucket: /\/src\/[^/]+\/?/,
  azure: /$^/,
};

function parse(text: string): URL | undefined {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:'
      ? url
      : undefined;
  } catch {
    return undefined;
  }
}

/** The repository in an address of it, or of a file or folder of it. */
export function repositoryAt(
  text: string,
  as?: ForgeKind,
): Repository | undefined {
  const url = parse(text);
  const host = url?.host.toLowerCase() ?? '';
  const forge = as ?? kindOfHost(host);
  if (!url || !forge) return undefined;
  const mark = treeMark[forge].exec(url.pathname);
  const path = mark ? url.pathname.slice(0, mark.index) : url.pathname;
  const below = mark ? url.pathname.slice(mark.index + mark[0].length) : '';
  const project = trimmed(path).replace(/\.git$/, '');
  if (!project.includes('/')) return undefined;
  return {
    forge,
    host,
    url: `${url.protocol}//${host}/${project}`,
    folder: trimmed(
      forge === 'azure' ? url.searchParams.get('path') ?? '' : below,
    ),
  };
}

const slugs: readonly [string, ForgeKind, string][] = [
  ['github.com/project-slug', 'github', 'https://github.com/'],
  ['gitlab.com/project-slug', 'gitlab', 'https://gitlab.com/'],
  ['bitbucket.org/project-slug', 'bitbucket', 'https://bitbucket.org/'],
];

/**
 * The repository that an entity's annotations name: its source location, else the
 * slug of its forge. Undefined: none of them says.
 */
export function repositoryOf(
  annotations: Readonly<Record<string, string>>,
): Repository | undefined {
  const { 'backstage.io/source-location': location = '' } = annotations;
  const told = repositoryAt(location.replace(/^url:/, ''));
  if (told) return told;
  for (const [name, forge, base] of slugs) {
    const slug = annotations[name];
    if (slug) return repositoryAt(`${base}${trimmed(slug)}`, forge);
  }
  const azure = annotations['dev.azure.com/project-repo'];
  const organisation = annotations['dev.azure.com/host-org'];
  if (!azure || !organisation) return undefined;
  const [project, repo = project] = azure.split('/');
  const [host, org] = organisation.split('/');
  return repositoryAt(
    `https://${host}/${org ?? ''}/${encodeURIComponent(
      project,
    )}/_git/${encodeURIComponent(repo)}`,
    'azure',
  );
}
