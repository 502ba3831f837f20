import { isBlank } from './jsonFrame';
import { at as stateAt, passOver, tooDeep } from './passOver';

const endsScalar = (code: number) =>
  code === 0x2c || code === 0x5d || code === 0x7d || isBlank(code);

/** One JSON value that is passed over, in one piece or in several. */
export class JsonValue {
  private isScalar = true;
  private readonly state = new Int32Array(4);

  /** `onTooDeep` hears of a value that nests deeper than allowed, and throws. */
  constructor(private readonly onTooDeep: () => void) {}

  /** Begins at the value's first byte; where to read on. */
  begin(code: number, place: number): number {
    const isText = code === 0x22;
    const isContainer = code === 0x7b || code === 0x5b;
    this.isScalar = !isText && !isContainer;
    this.state.fill(0);
    if (isText) this.state[stateAt.inText] = 1;
    // The opening of a container is counted by the loop.
    return isContainer ? place : place + 1;
  }

  /** Whether the value may end with the document. */
  get endsAnywhere(): boolean {
    return this.isScalar;
  }

  /** Whether a text of it may hold a character by its number. */
  get hasNumbered(): boolean {
    return this.state[stateAt.numbered] === 1;
  }

  /** Reads on; the place behind its end, or -1 when it goes on in the next piece. */
  readOn(piece: Buffer, start: number, allowed: number): number {
    if (!this.isScalar) {
      const end = passOver(piece, start, allowed, this.state);
      if (end === tooDeep) this.onTooDeep();
      return end;
    }
    let place = start;
    while (place < piece.length && !endsScalar(piece[place])) place += 1;
    return place < piece.length ? place : -1;
  }
}
