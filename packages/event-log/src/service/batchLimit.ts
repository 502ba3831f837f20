import { comparePositions, Position } from '@quarterdeck/plugin-ingest-node';

/**
 * How many events the next batch may hold. A failed batch is halved until the
 * bad event is alone; after that the batches grow again while they lie in the
 * stretch that failed, so that several bad events in it are found quickly.
 */
export class BatchLimit {
  #limit: number;
  #suspectUntil: Position | undefined;

  constructor(private readonly full: number) {
    this.#limit = full;
  }

  get current(): number {
    return this.#limit;
  }

  failed(events: number, last: Position): void {
    this.#limit = Math.max(1, Math.floor(events / 2));
    if (
      this.#suspectUntil === undefined ||
      comparePositions(this.#suspectUntil, last) < 0
    ) {
      this.#suspectUntil = last;
    }
  }

  /** A bad event was set aside: its neighbours may be bad as well. */
  setAside(): void {
    this.#limit = 1;
  }

  succeeded(upTo: Position): void {
    if (this.#limit === this.full) return;
    const through =
      this.#suspectUntil === undefined ||
      comparePositions(this.#suspectUntil, upTo) <= 0;
    this.#limit = through ? this.full : Math.min(this.full, this.#limit * 2);
    if (through) this.#suspectUntil = undefined;
  }
}
