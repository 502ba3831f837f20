import { compareDigits, compareText } from './compareParts';

interface RpmVersion {
  epoch: string;
  version: string;
  /** undefined: not told, so it is not compared. */
  release: string | undefined;
}

function parse(text: string): RpmVersion | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || /\s/.test(trimmed)) return undefined;
  const epoch = /^(\d+):/.exec(trimmed)?.[1];
  const rest = epoch === undefined ? trimmed : trimmed.slice(epoch.length + 1);
  const dash = rest.lastIndexOf('-');
  return {
    epoch: epoch ?? '0',
    version: dash < 0 ? rest : rest.slice(0, dash),
    release: dash < 0 ? undefined : rest.slice(dash + 1),
  };
}

const segments = (text: string): string[] =>
  text.match(/\d+|[A-Za-z]+|~|\^/g) ?? [];

/** `~` is before the end, `^` after it but before anything more. */
function compareSign(
  left: string | undefined,
  right: string | undefined,
): number | undefined {
  if (left === '~' || right === '~') {
    if (left === right) return 0;
    return left === '~' ? -1 : 1;
  }
  if (left === '^' || right === '^') {
    if (left === right) return 0;
    if (left === undefined) return -1;
    if (right === undefined) return 1;
    return left === '^' ? -1 : 1;
  }
  return undefined;
}

/** rpm's own comparison of one part: numbers are newer than words. */
export function compareRpmPart(a: string, b: string): number {
  const [left, right] = [segments(a), segments(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [l, r] = [left[at], right[at]];
    const sign = compareSign(l, r);
    if (sign === 0) continue;
    if (sign !== undefined) return sign;
    if (l === undefined) return -1;
    if (r === undefined) return 1;
    const [isLeft, isRight] = [/^\d/.test(l), /^\d/.test(r)];
    if (isLeft !== isRight) return isLeft ? 1 : -1;
    const result = isLeft ? compareDigits(l, r) : compareText(l, r);
    if (result !== 0) return result;
  }
  return 0;
}

/** Versions of RPM packages, `epoch:version-release`; undefined when one is none. */
export function compareRpm(a: string, b: string): number | undefined {
  const [left, right] = [parse(a), parse(b)];
  if (!left || !right) return undefined;
  return (
    compareDigits(left.epoch, right.epoch) ||
    compareRpmPart(left.version, right.version) ||
    (left.release === undefined || right.release === undefined
      ? 0
      : compareRpmPart(left.release, right.release))
  );
}
