const quote = 0x22;
const backslash = 0x5c;

/** Where in a value reading stopped, as numbers. */
export const at = { depth: 0, inText: 1, escaped: 2, numbered: 3 } as const;

/** The value goes on behind the piece. */
export const goesOn = -1;
/** It nests deeper than is allowed. */
export const tooDeep = -2;

/**
 * Passes over a list, an object or a text, looking at brackets and quotes only:
 * the place behind its end, or {@link goesOn} or {@link tooDeep}. Bytes are looked
 * at as they came: a character of several bytes has none of these. `state` holds
 * what {@link at} names, from piece to piece.
 *
 * This is most of what cutting costs. It takes nothing but bytes and numbers, so
 * that the engine keeps its code when a report's other objects are gone.
 */
export function passOver(
  piece: Uint8Array,
  start: number,
  allowed: number,
  state: Int32Array,
): number {
  const { length } = piece;
  let place = start + state[at.escaped];
  let depth = state[at.depth];
  let inText = state[at.inText] === 1;
  let numbered = state[at.numbered];
  let end: number = goesOn;
  while (place < length) {
    let code: number = quote;
    if (!inText) {
      code = piece[place];
      place += 1;
    }
    if (code === quote) {
      inText = true;
      while (place < length) {
        code = piece[place];
        place += 1;
        if (code === quote) {
          inText = false;
          break;
        }
        if (code === backslash) {
          if (place >= length || piece[place] === 0x75) numbered = 1;
          place += 1;
        }
      }
      if (!inText && depth === 0) {
        end = place;
        break;
      }
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > allowed) return tooDeep;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
      if (depth === 0) {
        end = place;
        break;
      }
    }
  }
  state[at.depth] = depth;
  state[at.inText] = inText ? 1 : 0;
  // A piece may end in half an escape.
  state[at.escaped] = place > length ? 1 : 0;
  state[at.numbered] = numbered;
  return end;
}
