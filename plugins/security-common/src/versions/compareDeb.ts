import { compareDigits } from './compareParts';

interface DebVersion {
  epoch: string;
  upstream: string;
  revision: string;
}

function parse(version: string): DebVersion | undefined {
  const parts = /^(?:(\d+):)?(\d[A-Za-z0-9.+~:-]*)$/.exec(version.trim());
  if (!parts) return undefined;
  const rest = parts[2];
  const dash = rest.lastIndexOf('-');
  return {
    epoch: parts[1] ?? '0',
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '0' : rest.slice(dash + 1),
  };
}

/** Tilde, then the end, then letters, then everything else. */
const order = (char: string | undefined) => {
  if (char === '~') return -1;
  if (char === undefined) return 0;
  const code = char.charCodeAt(0);
  return /[A-Za-z]/.test(char) ? code : code + 256;
};

function compareWords(a: string, b: string): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const result = order(a[at]) - order(b[at]);
    if (result !== 0) return result;
  }
  return 0;
}

/** Debian Policy 5.6.12: in turn what is no digit, and what is. */
function compareAlternating(a: string, b: string): number {
  const split = (text: string): string[] => text.match(/\d+|\D+/g) ?? [];
  const left = split(a);
  const right = split(b);
  // Both begin with what is no digit, though it be nothing.
  if (/^\d/.test(left[0] ?? '')) left.unshift('');
  if (/^\d/.test(right[0] ?? '')) right.unshift('');
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [l = '', r = ''] = [left[at], right[at]];
    const result =
      at % 2 === 0 ? compareWords(l, r) : compareDigits(l || '0', r || '0');
    if (result !== 0) return result;
  }
  return 0;
}

/** Versions of Debian packages; undefined when one of them is none. */
export function compareDeb(a: string, b: string): number | undefined {
  const [left, right] = [parse(a), parse(b)];
  if (!left || !right) return undefined;
  return (
    compareDigits(left.epoch, right.epoch) ||
    compareAlternating(left.upstream, right.upstream) ||
    compareAlternating(left.revision, right.revision)
  );
}
