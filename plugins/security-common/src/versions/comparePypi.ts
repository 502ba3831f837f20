import { compareDigits, compareText } from './compareParts';

const form =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/i;

const phases: Readonly<Record<string, number>> = {
  a: 0,
  alpha: 0,
  b: 1,
  beta: 1,
  c: 2,
  rc: 2,
  pre: 2,
  preview: 2,
};

interface Pep440 {
  epoch: string;
  release: string[];
  /** -1: a development version of the release, 3: the release itself. */
  phase: number;
  phaseNumber: string;
  /** null: none, which comes first. */
  post: string | null;
  /** null: none, which comes last. */
  dev: string | null;
  local: string[] | null;
}

function parse(version: string): Pep440 | undefined {
  if (version.length > 255) return undefined;
  const parts = form.exec(version.trim());
  if (!parts) return undefined;
  const [
    ,
    epoch,
    release,
    pre,
    preNumber,
    bare,
    post,
    postNumber,
    dev,
    devNumber,
  ] = parts;
  const local = parts[10];
  const isPost = bare !== undefined || post !== undefined;
  const plain = dev === undefined || isPost ? 3 : -1;
  return {
    epoch: epoch ?? '0',
    release: release.replace(/(?:\.0+)+$/, '').split('.'),
    phase: pre ? phases[pre.toLowerCase()] : plain,
    phaseNumber: preNumber || '0',
    post: isPost ? bare ?? (postNumber || '0') : null,
    dev: dev ? devNumber || '0' : null,
    local: local ? local.toLowerCase().split(/[-_.]/) : null,
  };
}

function compareReleases(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const result = compareDigits(a[at] ?? '0', b[at] ?? '0');
    if (result !== 0) return result;
  }
  return 0;
}

const compareOptional = (
  a: string | null,
  b: string | null,
  /** What "none" is before. */
  none: 'first' | 'last',
) => {
  if (a === null || b === null) {
    const order = Number(a !== null) - Number(b !== null);
    return none === 'first' ? order : -order;
  }
  return compareDigits(a, b);
};

function compareLocal(a: string[] | null, b: string[] | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [left, right] = [a[at], b[at]];
    if (left === undefined) return -1;
    if (right === undefined) return 1;
    const numbers = [left, right].map(part => /^\d+$/.test(part));
    const result =
      numbers[0] && numbers[1]
        ? compareDigits(left, right)
        : Number(numbers[0]) - Number(numbers[1]) || compareText(left, right);
    if (result !== 0) return result;
  }
  return 0;
}

/** Versions of Python packages by PEP 440; undefined when one of them is none. */
export function comparePypi(a: string, b: string): number | undefined {
  const [left, right] = [parse(a), parse(b)];
  if (!left || !right) return undefined;
  return (
    compareDigits(left.epoch, right.epoch) ||
    compareReleases(left.release, right.release) ||
    left.phase - right.phase ||
    compareDigits(left.phaseNumber, right.phaseNumber) ||
    compareOptional(left.post, right.post, 'first') ||
    compareOptional(left.dev, right.dev, 'last') ||
    compareLocal(left.local, right.local)
  );
}
