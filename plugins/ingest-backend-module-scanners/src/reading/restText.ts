import { ReportError } from '@quarterdeck/plugin-ingest-node';

const longestRest = 96 * 1024 * 1024;

/** What stays of a document while its records are cut out of it. */
export class RestText {
  private readonly parts: string[] = [];
  private length = 0;
  private from = 0;

  constructor(private keeping: boolean) {}

  /** A piece begins: what is kept of it counts from its start. */
  begin(): void {
    this.from = 0;
  }

  /** A piece ends. */
  end(piece: string): void {
    if (this.keeping) this.add(piece.slice(this.from));
  }

  /** From here on nothing stays. */
  stop(piece: string, at: number): void {
    if (!this.keeping) return;
    this.add(piece.slice(this.from, at));
    this.keeping = false;
  }

  /** From here on all stays. */
  goOn(at: number): void {
    this.from = at;
    this.keeping = true;
  }

  /** @throws ReportError when it grows beyond what is read. */
  add(text: string): void {
    if (text === '') return;
    this.parts.push(text);
    this.length += text.length;
    if (this.length > longestRest) {
      throw new ReportError(
        'The report holds more than 96 MiB besides its results, which is not read.',
      );
    }
  }

  get text(): string {
    return this.parts.join('');
  }
}
