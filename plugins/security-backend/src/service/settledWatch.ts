import { EntitySet, holds } from '@quarterdeck/plugin-portal-node';
import { lookForSettled, Settled, Sight } from '../database/settledMarks';

/** Marks are kept for an hour at least; who looked away for longer knows nothing. */
const longestMs = 30 * 60_000;

/**
 * Which entities were settled since when, as this replica has seen it. A time is
 * a number that grows with every look.
 */
export class SettledWatch {
  #time = 0;
  #everything = 0;
  readonly #entities = new Map<string, number>();
  #sight: Sight | undefined;
  #lookedAt = 0;
  #looking: Promise<number> | undefined;
  #next: Promise<number> | undefined;

  constructor(
    private readonly look: (earlier: Sight | undefined) => Promise<Settled>,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /**
   * The time of a look that begins now or later. Whoever asks while another look is
   * under way waits for the next one, with all others: that one may have begun
   * before what they have to know of was committed.
   */
  now(): Promise<number> {
    if (!this.#looking) {
      this.#looking = this.#lookNow().finally(() => {
        this.#looking = undefined;
      });
      return this.#looking;
    }
    this.#next ??= this.#looking
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.now();
      });
    return this.#next;
  }

  /** Whether anything of these entities was settled after a time, as far as was looked. */
  settledAfter(time: number, entities: EntitySet): boolean {
    if (this.#everything > time) return true;
    if (
      entities.kind === 'only' &&
      entities.refs.length < this.#entities.size
    ) {
      return entities.refs.some(ref => (this.#entities.get(ref) ?? 0) > time);
    }
    for (const [ref, at] of this.#entities) {
      if (at > time && holds(entities, ref)) return true;
    }
    return false;
  }

  /** Which of these entities were settled after a time; of too many it is not told of which. */
  settledSince(time: number, entities: EntitySet): readonly string[] | 'many' {
    if (this.#everything > time) return 'many';
    return [...this.#entities].flatMap(([ref, at]) =>
      at > time && holds(entities, ref) ? [ref] : [],
    );
  }

  async #lookNow(): Promise<number> {
    const began = this.clock();
    const known = began - this.#lookedAt < longestMs ? this.#sight : undefined;
    const { sight, entities } = await this.look(known);
    this.#time += 1;
    if (!known || entities === 'many') {
      this.#everything = this.#time;
      this.#entities.clear();
    } else {
      for (const ref of entities) this.#entities.set(ref, this.#time);
    }
    this.#sight = sight;
    this.#lookedAt = began;
    return this.#time;
  }
}

/** A watch over the tables. */
export const watchSettled = (
  knex: Parameters<typeof lookForSettled>[0],
): SettledWatch => new SettledWatch(earlier => lookForSettled(knex, earlier));
