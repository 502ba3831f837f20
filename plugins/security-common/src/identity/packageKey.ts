import { PackageURL } from 'packageurl-js';
import { ScanPackage } from './scanFinding';

/** Types whose packages have a namespace, and how tools write it into the name. */
const separators: Readonly<Record<string, string>> = {
  maven: ':',
  npm: '/',
  golang: '/',
  composer: '/',
  github: '/',
  swift: '/',
};

/** What tools call the type of a package URL. */
const types: Readonly<Record<string, string>> = {
  'crates.io': 'cargo',
  cratesio: 'cargo',
  'dart-archive': 'pub',
  debian: 'deb',
  dotnet: 'nuget',
  gemnasium: 'gem',
  go: 'golang',
  gomod: 'golang',
  gradle: 'maven',
  java: 'maven',
  'java-archive': 'maven',
  javascript: 'npm',
  node: 'npm',
  'node-pkg': 'npm',
  nodejs: 'npm',
  packagist: 'composer',
  pip: 'pypi',
  poetry: 'pypi',
  pnpm: 'npm',
  python: 'pypi',
  'python-pkg': 'pypi',
  redhat: 'rpm',
  ruby: 'gem',
  rubygems: 'gem',
  rust: 'cargo',
  ubuntu: 'deb',
  yarn: 'npm',
  alpine: 'apk',
};

/** Type of a package URL from a tool's word; undefined when nothing was said. */
export function packageType(ecosystem: string | undefined): string | undefined {
  const word = ecosystem?.trim().toLowerCase();
  if (!word) return undefined;
  return Object.hasOwn(types, word) ? types[word] : word;
}

function nameOf(type: string, name: string): string {
  // PEP 503: runs of these are one dash.
  if (type === 'pypi') return name.toLowerCase().replace(/[-_.]+/g, '-');
  return name;
}

function versionOf(type: string, version: string | undefined) {
  // Go's tools write the v or leave it out; it means nothing.
  return type === 'golang' ? version?.replace(/^v(?=\d)/, '') : version;
}

/** A package URL in parts, spelled the one way. */
export interface PackageParts {
  type: string;
  namespace?: string;
  name: string;
  version?: string;
}

/** Reads a package URL; undefined when it is none. Qualifiers and subpath do not count. */
export function readPurl(text: string | undefined): PackageParts | undefined {
  if (!text || text.length > 2048) return undefined;
  try {
    const read = PackageURL.fromString(text);
    const type = read.type ?? '';
    return {
      type,
      namespace: read.namespace || undefined,
      name: nameOf(type, read.name ?? ''),
      version: versionOf(type, read.version || undefined),
    };
  } catch {
    return undefined;
  }
}

/** Parts of a package by its URL, else by the words of the tool. */
export function packageParts(named: ScanPackage): PackageParts | undefined {
  const read = readPurl(named.purl);
  if (read) {
    return {
      ...read,
      version: read.version ?? versionOf(read.type, named.version),
    };
  }
  const type = packageType(named.ecosystem);
  if (!type || !named.name) return undefined;
  const separator = separators[type];
  const cut = separator ? named.name.lastIndexOf(separator) : -1;
  return {
    type,
    namespace: cut > 0 ? named.name.slice(0, cut) : undefined,
    name: nameOf(type, cut > 0 ? named.name.slice(cut + 1) : named.name),
    version: versionOf(type, named.version || undefined),
  };
}

const written = ({ type, namespace, name, version }: PackageParts) => {
  try {
    return new PackageURL(
      type,
      // Namespaces of systems tell the same package apart (debian, ubuntu): kept.
      namespace,
      name,
      version,
      undefined,
      undefined,
    ).toString();
  } catch {
    return undefined;
  }
};

/**
 * What a package is filed under: its URL with version, without qualifiers, spelled
 * the one way; without a URL or a known type `name@version`. Undefined without a name.
 */
export function packageKey(named: ScanPackage): string | undefined {
  const parts = packageParts(named);
  const url = parts && written(parts);
  if (url) return url;
  if (!named.name) return undefined;
  return named.version ? `${named.name}@${named.version}` : named.name;
}

/** The same without the version: the package whatever its version. */
export function packageNameKey(named: ScanPackage): string | undefined {
  const parts = packageParts(named);
  const url = parts && written({ ...parts, version: undefined });
  return url ?? (named.name || undefined);
}
