const window = 100;
const space = 0x20;
const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const endOfFile = 65_535;

const isBreak = (code: number) => code === lineFeed || code === carriageReturn;

/** The place behind the end of the line that a place is in. */
function nextLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isBreak(text.charCodeAt(at))) at += 1;
  const isPair =
    text.charCodeAt(at) === carriageReturn &&
    text.charCodeAt(at + 1) === lineFeed;
  return at + (isPair ? 2 : 1);
}

/** Of a hundred characters from a place on. */
function hashFrom(
  text: string,
  from: number,
  isWholeFile: boolean,
): string | undefined {
  let low = 0;
  let high = 0;
  let count = 0;
  const add = (code: number) => {
    const next = low * 37 + code;
    low = next % 0x1_0000_0000;
    high = (Math.imul(high, 37) + Math.floor(next / 0x1_0000_0000)) >>> 0;
    count += 1;
  };
  for (let at = from; at < text.length && count < window; at += 1) {
    const code = text.charCodeAt(at);
    if (code === space || code === tab) continue;
    if (code === carriageReturn) {
      add(lineFeed);
      // Two characters that end one line are one.
      if (text.charCodeAt(at + 1) === lineFeed) at += 1;
    } else {
      add(code);
    }
  }
  if (count < window) {
    if (!isWholeFile) return undefined;
    add(endOfFile);
    while (count < window) add(0);
  }
  return high === 0
    ? low.toString(16)
    : high.toString(16) + low.toString(16).padStart(8, '0');
}

/**
 * The hash by which code scanning knows a line again, of the hundred characters from
 * its beginning on, blanks aside: h = 37 h + c, modulo 2^64, filled up with zeros
 * behind the end of the file (`reference/security.md` 2.2). Undefined where the text is
 * a part of the file only and ends before the hundredth.
 */
export function lineHash(
  text: string,
  line: number,
  isWholeFile: boolean,
): string | undefined {
  let at = 0;
  for (let current = 1; current < line && at < text.length; current += 1) {
    at = nextLine(text, at);
  }
  return at < text.length ? hashFrom(text, at, isWholeFile) : undefined;
}

/**
 * The hashes of all lines of a file, each with how often it came up to there:
 * equal code in one file is told apart by that.
 */
export function lineHashes(text: string): string[] {
  const counts = new Map<string, number>();
  const hashes: string[] = [];
  for (let at = 0; at < text.length; at = nextLine(text, at)) {
    const hash = hashFrom(text, at, true) ?? '';
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    hashes.push(`${hash}:${count}`);
  }
  return hashes;
}
