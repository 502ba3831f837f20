import { AnyLogEvent, Position } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import { readEvents } from '../database/readEvents';

/** What a reader asks the log for. */
export interface Stretch {
  after: Position;
  upTo: Position;
  types: readonly string[];
  limit: number;
  scanLimit: number;
}

type Read = { events: AnyLogEvent[]; scannedTo: Position };

/**
 * Reads the next stretch on a connection of its own while the last one is being
 * applied. What lies behind the horizon never changes, so it may be read before
 * its turn and outside the transaction that applies it.
 */
export class ReadAhead {
  #ahead: { stretch: Stretch; read: Promise<Read | undefined> } | undefined;

  constructor(private readonly knex: Knex) {}

  /** The stretch: what was read ahead if it is that one, else read in `tx`. */
  async take(tx: Knex, stretch: Stretch): Promise<Read> {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    if (
      ahead?.stretch.after === stretch.after &&
      ahead.stretch.limit === stretch.limit
    ) {
      const read = await ahead.read;
      if (read) return read;
    }
    return readEvents(tx, stretch);
  }

  /** Begins to read a stretch that will probably be asked for next. */
  begin(stretch: Stretch): void {
    this.#ahead = {
      stretch,
      // The transaction that asks for it reads again and hears what is wrong.
      read: readEvents(this.knex, stretch).catch(() => undefined),
    };
  }

  /** Waits until nothing is being read any more. */
  async stop(): Promise<void> {
    await this.#ahead?.read;
    this.#ahead = undefined;
  }
}
