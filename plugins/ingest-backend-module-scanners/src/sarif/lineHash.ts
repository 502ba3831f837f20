const window = 100;
const space = 0x20;
const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const endOfFile = 65_535;

const isBreak = (code: number) => code === lineFeed || code === carriageReturn;

/** The place where a line begins; undefined where the text has no such line. */
function startOfLine(text: string, line: number): number | undefined {
  let at = 0;
  for (let current = 1; current < line; current += 1) {
    while (at < text.length && !isBreak(text.charCodeAt(at))) at += 1;
    if (at >= text.length) return undefined;
    const isPair =
      text.charCodeAt(at) === carriageReturn &&
      text.charCodeAt(at + 1) === lineFeed;
    at += isPair ? 2 : 1;
  }
  return at < text.length ? at : undefined;
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
  let at = startOfLine(text, line);
  if (at === undefined) return undefined;
  let low = 0;
  let high = 0;
  let count = 0;
  const add = (code: number) => {
    const next = low * 37 + code;
    low = next % 0x1_0000_0000;
    high = (Math.imul(high, 37) + Math.floor(next / 0x1_0000_0000)) >>> 0;
    count += 1;
  };
  for (; at < text.length && count < window; at += 1) {
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
