import { PackageURL } from 'packageurl-js';
import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';

/** A package as records name it. */
export type PackageName = Pick<
  NonNullable<NewFindingRecord['package']>,
  'name' | 'version' | 'ecosystem' | 'purl'
>;

/** Types whose namespace is part of the name people write, and what joins them. */
const joins: Readonly<Record<string, string>> = {
  maven: ':',
  npm: '/',
  golang: '/',
  composer: '/',
  github: '/',
  bitbucket: '/',
  docker: '/',
  huggingface: '/',
  swift: '/',
};

/** Names of package managers and vulnerability databases, as types of package URLs. */
const types: Readonly<Record<string, string>> = {
  npm: 'npm',
  yarn: 'npm',
  pnpm: 'npm',
  javascript: 'npm',
  maven: 'maven',
  gradle: 'maven',
  sbt: 'maven',
  java: 'maven',
  pip: 'pypi',
  pypi: 'pypi',
  poetry: 'pypi',
  pipenv: 'pypi',
  python: 'pypi',
  go: 'golang',
  golang: 'golang',
  gomodules: 'golang',
  golangdep: 'golang',
  govendor: 'golang',
  nuget: 'nuget',
  paket: 'nuget',
  rubygems: 'gem',
  gem: 'gem',
  bundler: 'gem',
  composer: 'composer',
  packagist: 'composer',
  'crates.io': 'cargo',
  cargo: 'cargo',
  hex: 'hex',
  pub: 'pub',
  cocoapods: 'cocoapods',
  swift: 'swift',
  swifturl: 'swift',
  conan: 'conan',
  conancenter: 'conan',
  cran: 'cran',
  hackage: 'hackage',
  deb: 'deb',
  debian: 'deb',
  ubuntu: 'deb',
  apk: 'apk',
  alpine: 'apk',
  rpm: 'rpm',
};

/** The type of package URLs that a package manager or database speaks of. */
export const packageType = (word: string | undefined): string | undefined => {
  // `Debian:12`, `Alpine:v3.19`: the release is no part of the kind.
  const key = (word ?? '').split(':')[0].trim().toLowerCase();
  return Object.hasOwn(types, key) ? types[key] : undefined;
};

function parsePurl(purl: string): PackageURL | undefined {
  if (purl.length > 1024 || !/^pkg:/i.test(purl)) return undefined;
  try {
    return PackageURL.fromString(purl);
  } catch {
    return undefined;
  }
}

/** What a package URL says. `undefined` for what is none. */
export function packageOfPurl(
  purl: string | undefined,
): PackageName | undefined {
  const text = purl?.trim();
  const parsed = text ? parsePurl(text) : undefined;
  if (!parsed) return undefined;
  const { type, namespace, name, version } = parsed;
  const join = joins[type];
  return {
    name: namespace && join ? `${namespace}${join}${name}` : name,
    ...(version ? { version } : {}),
    ecosystem: type,
    purl: text,
  };
}

/** A package named by its kind and name; the package URL only where it can be made. */
export function packageNamed(
  ecosystem: string | undefined,
  name: string,
  version?: string,
): PackageName {
  const type = packageType(ecosystem);
  const named: PackageName = {
    name,
    ...(version ? { version } : {}),
    ...(type ?? ecosystem ? { ecosystem: type ?? ecosystem } : {}),
  };
  // Without a distribution the URL of a system package would be another one.
  if (!type || ['deb', 'apk', 'rpm', 'swift'].includes(type)) return named;
  const join = joins[type];
  const cut = join === undefined ? -1 : name.lastIndexOf(join);
  try {
    const purl = new PackageURL(
      type,
      cut > 0 ? name.slice(0, cut) : undefined,
      cut > 0 ? name.slice(cut + 1) : name,
      version,
    ).toString();
    return { ...named, purl };
  } catch {
    return named;
  }
}
