import { isBlank } from './jsonFrame';

/** How a value ends: by its closing bracket, its quote, or what follows it. */
type Kind = 'container' | 'string' | 'scalar';

const endsScalar = (code: number) =>
  code === 0x2c || code === 0x5d || code === 0x7d || isBlank(code);

const backslash = 0x5c;

/** Whether the character before `at` escapes it: an odd number of backslashes. */
function isEscaped(piece: string, from: number, at: number): boolean {
  let before = at - 1;
  while (before >= from && piece.charCodeAt(before) === backslash) before -= 1;
  return (at - 1 - before) % 2 === 1;
}

/**
 * Passes over one JSON value, looking at brackets and quotes only. Texts are
 * jumped over by the platform's own search, which is several times faster than
 * looking at each character.
 */
export class JsonValue {
  private kind: Kind = 'scalar';
  private depth = 0;
  private inString = false;
  private escaped = false;

  /** `onDepth` hears of each level deeper than `allowed`, and may throw. */
  constructor(private readonly onDepth: (depth: number) => void) {}

  /** Begins at the value's first character; where to read on. */
  begin(code: number, at: number): number {
    this.kind = 'scalar';
    if (code === 0x7b || code === 0x5b) this.kind = 'container';
    else if (code === 0x22) this.kind = 'string';
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
  readOn(piece: string, start: number, allowed: number): number {
    const { length } = piece;
    let at = start;
    if (this.kind === 'scalar') {
      while (at < length && !endsScalar(piece.charCodeAt(at))) at += 1;
      return at < length ? at : -1;
    }
    if (this.escaped && at < length) {
      this.escaped = false;
      at += 1;
    }
    // Locals: a field costs at every bracket.
    let { inString, depth } = this;
    while (at < length) {
      if (inString) {
        const quote = piece.indexOf('"', at);
        if (quote < 0) {
          this.escaped = isEscaped(piece, at, length);
          break;
        }
        inString =
          piece.charCodeAt(quote - 1) === backslash &&
          isEscaped(piece, at, quote);
        at = quote + 1;
        if (!inString && depth === 0) return at;
      } else {
        const code = piece.charCodeAt(at);
        at += 1;
        if (code === 0x22) {
          inString = true;
        } else if (code === 0x7b || code === 0x5b) {
          depth += 1;
          if (depth > allowed) this.onDepth(depth);
        } else if (code === 0x7d || code === 0x5d) {
          depth -= 1;
          if (depth === 0) return at;
        }
      }
    }
    this.inString = inString;
    this.depth = depth;
    return -1;
  }
}
