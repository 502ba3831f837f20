import semver from 'semver';
import { packageType } from '../identity/packageKey';
import { compareDeb } from './compareDeb';
import { compareGo } from './compareGo';
import { compareMaven } from './compareMaven';
import { compareDigits } from './compareParts';
import { comparePypi } from './comparePypi';
import { compareRpm } from './compareRpm';

type Compare = (a: string, b: string) => number | undefined;

/** Ranges name `1` and `1.2`, tools write a `v`. */
const whole = (version: string) =>
  version
    .replace(/^[v=\s]+/, '')
    .replace(/^(\d+)(\.\d+)?(?=$|[-+])/, (_, major, minor = '.0') =>
      [major, minor, '.0'].join(''),
    );

const semantic: Compare = (a, b) => {
  const [left, right] = [a, b].map(text => semver.parse(whole(text), true));
  return left && right ? left.compare(right) : undefined;
};

/** Plain numbers with dots mean the same everywhere; anything else is not guessed. */
const plain: Compare = (a, b) => {
  const numbers = /^v?\d+(?:\.\d+)*$/;
  if (!numbers.test(a) || !numbers.test(b)) return undefined;
  const [left, right] = [a, b].map(text => text.replace(/^v/, '').split('.'));
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const result = compareDigits(left[at] ?? '0', right[at] ?? '0');
    if (result !== 0) return result;
  }
  return 0;
};

const semanticOrPlain: Compare = (a, b) => semantic(a, b) ?? plain(a, b);

const byType: Readonly<Record<string, Compare>> = {
  npm: semanticOrPlain,
  cargo: semanticOrPlain,
  composer: semanticOrPlain,
  nuget: semanticOrPlain,
  hex: semanticOrPlain,
  pub: semanticOrPlain,
  swift: semanticOrPlain,
  maven: compareMaven,
  pypi: comparePypi,
  deb: compareDeb,
  rpm: compareRpm,
  golang: compareGo,
};

/** Types whose versions are compared by their own rules; the others only if plain. */
export const comparedEcosystems = Object.keys(byType);

/**
 * Compares two versions by the rules of their ecosystem: negative, 0 or positive;
 * undefined when they cannot be compared. Nothing is guessed.
 */
export function compareVersions(
  ecosystem: string | undefined,
  a: string,
  b: string,
): number | undefined {
  if (a === b) return 0;
  if (a.length > 255 || b.length > 255) return undefined;
  const type = packageType(ecosystem) ?? '';
  const compare = Object.hasOwn(byType, type) ? byType[type] : plain;
  return compare(a, b);
}
