import { ReportError } from '@quarterdeck/plugin-ingest-node';

const longestRest = 96 * 1024 * 1024;
const nothing = Buffer.from('null');

/** What stays of a document while its records are cut out of it. */
export class RestText {
  private readonly parts: Buffer[] = [];
  private length = 0;
  private from = 0;

  constructor(private keeping: boolean) {}

  /** A piece begins: what is kept of it counts from its start. */
  begin(): void {
    this.from = 0;
  }

  /** A piece ends. */
  end(piece: Buffer): void {
    if (this.keeping) this.add(piece, this.from, piece.length);
  }

  /** From here on nothing stays. */
  stop(piece: Buffer, at: number): void {
    if (!this.keeping) return;
    this.add(piece, this.from, at);
    this.keeping = false;
  }

  /** From here on all stays. */
  goOn(at: number): void {
    this.from = at;
    this.keeping = true;
  }

  /** In place of a record that was cut out. */
  addNull(): void {
    this.add(nothing, 0, nothing.length);
  }

  /** @throws ReportError when it grows beyond what is read. */
  private add(piece: Buffer, from: number, to: number): void {
    if (to <= from) return;
    const isMost = (to - from) * 2 > piece.length;
    // A small part would keep the whole piece in memory.
    const part = piece.subarray(from, to);
    this.parts.push(isMost ? part : Buffer.from(part));
    this.length += to - from;
    if (this.length > longestRest) {
      throw new ReportError(
        'The report holds more than 96 MiB besides its results, which is not read.',
      );
    }
  }

  get text(): string {
    return Buffer.concat(this.parts).toString();
  }
}
