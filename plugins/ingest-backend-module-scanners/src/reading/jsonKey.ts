/** A key as it is meant; what is no JSON is told when the rest is parsed. */
function meant(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}

/** Reads a key that may stand in several pieces. */
export class JsonKey {
  private parts: Buffer[] | undefined;
  private escaped = false;

  get isOpen(): boolean {
    return this.parts !== undefined;
  }

  /** Its quote has been read. */
  begin(): void {
    this.parts = [];
    this.escaped = false;
  }

  /** The key and the place behind it; without a key it goes on in the next piece. */
  readOn(piece: Buffer, start: number): { key?: string; at: number } {
    for (let at = start; at < piece.length; at += 1) {
      const code = piece[at];
      if (this.escaped) this.escaped = false;
      else if (code === 0x5c) this.escaped = true;
      else if (code === 0x22) {
        return { key: meant(this.end(piece, start, at)), at: at + 1 };
      }
    }
    this.parts?.push(piece.subarray(start));
    return { at: piece.length };
  }

  private end(piece: Buffer, start: number, at: number): string {
    const { parts } = this;
    this.parts = undefined;
    if (!parts?.length) return piece.toString('utf8', start, at);
    return Buffer.concat([...parts, piece.subarray(start, at)]).toString();
  }
}
