import { isBlank } from './jsonFrame';

/** How a value ends: by its closing bracket, its quote, or what follows it. */
type Kind = 'container' | 'string' | 'scalar';

const endsScalar = (code: number) =>
  code === 0x2c || code === 0x5d || code === 0x7d || isBlank(code);

const quote = 0x22;
const backslash = 0x5c;
/** Further than this the platform's search is faster than a look at each byte. */
const near = 32;

/** Whether the byte before `at` escapes it: an odd number of backslashes. */
function isEscaped(piece: Buffer, from: number, at: number): boolean {
  let before = at - 1;
  while (before >= from && piece[before] === backslash) before -= 1;
  return (at - 1 - before) % 2 === 1;
}

/**
 * The place behind the quote that ends a text, or -1 when it goes on behind the
 * piece. `from` is a place of the text that nothing before it escapes.
 */
function behindText(piece: Buffer, from: number): number {
  const { length } = piece;
  const far = Math.min(from + near, length);
  let at = from;
  while (at < far) {
    const code = piece[at];
    if (code === quote) return at + 1;
    at += code === backslash ? 2 : 1;
  }
  // An escape may reach over the border.
  const begin = at;
  while (at < length) {
    const next = piece.indexOf(quote, at);
    if (next < 0) return -1;
    if (!isEscaped(piece, begin, next)) return next + 1;
    at = next + 1;
  }
  return -1;
}

/** Whether a text that goes on behind the piece ends in it with half an escape. */
const endsEscaped = (piece: Buffer, from: number) =>
  isEscaped(piece, from, piece.length);

/**
 * Passes over one JSON value, looking at brackets and quotes only. Bytes are
 * looked at as they came: a character of several bytes has none of these.
 */
export class JsonValue {
  private kind: Kind = 'scalar';
  private depth = 0;
  private inString = false;
  private escaped = false;

  /** `onDepth` hears of each level deeper than `allowed`, and may throw. */
  constructor(private readonly onDepth: (depth: number) => void) {}

  /** Begins at the value's first byte; where to read on. */
  begin(code: number, at: number): number {
    this.kind = 'scalar';
    if (code === 0x7b || code === 0x5b) this.kind = 'container';
    else if (code === quote) this.kind = 'string';
    this.depth = 0;
    this.escaped = false;
    this.inString = this.kind === 'string';
    // The opening of a container is counted by the loop.
    return this.kind === 'container' ? at : at + 1;
  }

  /** Whether the value may end with the text. */
  get endsAnywhere(): boolean {
    return this.kind === 'scalar';
  }

  /** Reads on; the place behind its end, or -1 when it goes on in the next piece. */
  readOn(piece: Buffer, start: number, allowed: number): number {
    const { length } = piece;
    let at = start;
    if (this.kind === 'scalar') {
      while (at < length && !endsScalar(piece[at])) at += 1;
      return at < length ? at : -1;
    }
    if (this.inString) {
      at = this.endText(piece, this.escaped ? at + 1 : at);
      if (at < 0) return -1;
      if (this.depth === 0) return at;
    }
    let { depth } = this;
    while (at < length) {
      const code = piece[at];
      at += 1;
      if (code === quote) {
        const end = behindText(piece, at);
        if (end < 0) {
          this.inString = true;
          this.escaped = endsEscaped(piece, at);
          break;
        }
        at = end;
      } else if (code === 0x7b || code === 0x5b) {
        depth += 1;
        if (depth > allowed) this.onDepth(depth);
      } else if (code === 0x7d || code === 0x5d) {
        depth -= 1;
        if (depth === 0) return at;
      }
    }
    this.depth = depth;
    return -1;
  }

  /** Reads on in a text that began in an earlier piece. */
  private endText(piece: Buffer, from: number): number {
    this.escaped = false;
    const end = from > piece.length ? -1 : behindText(piece, from);
    this.inString = end < 0;
    if (end < 0) this.escaped = endsEscaped(piece, from);
    return end;
  }
}
