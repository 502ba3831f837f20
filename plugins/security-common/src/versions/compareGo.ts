import semver from 'semver';

const form =
  /^v?(0|[1-9]\d*)(?:\.(0|[1-9]\d*))?(?:\.(0|[1-9]\d*))?(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

const parse = (version: string) => {
  const parts = form.exec(version.trim());
  if (!parts) return null;
  const [, major, minor = '0', patch = '0', pre = ''] = parts;
  return semver.parse(`${major}.${minor}.${patch}${pre}`);
};

/**
 * Versions of Go modules: semantic versions with a `v` or without; `+incompatible`
 * says nothing, pseudo-versions are early versions. Undefined when one of them is none.
 */
export function compareGo(a: string, b: string): number | undefined {
  const [left, right] = [parse(a), parse(b)];
  return left && right ? left.compare(right) : undefined;
}
