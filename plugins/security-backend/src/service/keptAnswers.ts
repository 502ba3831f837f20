import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { EntitySet } from '@quarterdeck/plugin-portal-node';
import { nextDueDates } from '../database/settledMarks';
import { SettledWatch, watchSettled } from './settledWatch';

/** What is asked, so that the same question is known again. */
export interface KeptQuestion {
  /** Everything the answer follows from but the tables and, when `timed`, the time. */
  key: readonly unknown[];
  /** Whose findings, scans or SBOMs it is about: those of others do not change it. */
  entities: EntitySet;
  /** It tells what is past due at `now`, or due until `soon`. */
  timed?: { now: Date; soon: Date };
}

interface Kept {
  answer: Promise<unknown>;
  /** Nothing is known to have been settled between this time of the watch and the answer. */
  time: number;
  from: number;
  until: Promise<number>;
}

/** What is kept of each entity by itself. */
interface KeptByEntity {
  values: Promise<ReadonlyMap<string, unknown>>;
  time: number;
}

/** So many different questions are remembered. */
const mostKept = 400;

/** It names every entity that the caller may see, which may be thousands: a hash is kept. */
const keyOf = ({ key }: KeptQuestion) =>
  createHash('sha256').update(JSON.stringify(key)).digest('base64');

/**
 * Answers that read much and change rarely. Each holds as long as nothing of its
 * entities was settled since, which Postgres is asked every time: whoever asks, of
 * whichever replica, is told what the tables hold.
 */
export class KeptAnswers {
  readonly #kept = new Map<string, Kept>();

  readonly #byEntity = new Map<string, KeptByEntity>();

  constructor(
    private readonly knex: Knex,
    private readonly watch: SettledWatch = watchSettled(knex),
  ) {}

  /** The answer that is kept, or a new one. Whoever is given it must not change it. */
  async answer<T>(question: KeptQuestion, read: () => Promise<T>): Promise<T> {
    const time = await this.watch.now();
    const key = keyOf(question);
    const known = this.#kept.get(key);
    const now = question.timed?.now.getTime() ?? 0;
    if (
      known &&
      !this.watch.settledAfter(known.time, question.entities) &&
      now >= known.from &&
      now < (await known.until)
    ) {
      remember(this.#kept, key, known);
      return known.answer as Promise<T>;
    }
    const made: Kept = {
      time,
      answer: read(),
      from: now,
      until: this.#until(question),
    };
    remember(this.#kept, key, made);
    try {
      await Promise.all([made.answer, made.until]);
      return made.answer as Promise<T>;
    } catch (error) {
      if (this.#kept.get(key) === made) this.#kept.delete(key);
      throw error;
    }
  }

  /**
   * The same of an answer that is made of each entity by itself: only those are read
   * again that were settled since.
   * @param read of these entities, or of all
   */
  async answerByEntity<T>(
    question: Omit<KeptQuestion, 'timed'>,
    read: (
      only: readonly string[] | undefined,
    ) => Promise<ReadonlyMap<string, T>>,
  ): Promise<ReadonlyMap<string, T>> {
    const time = await this.watch.now();
    const key = keyOf(question);
    const known = this.#byEntity.get(key);
    const settled = known
      ? this.watch.settledSince(known.time, question.entities)
      : 'many';
    if (known && settled.length === 0) {
      remember(this.#byEntity, key, known);
      return known.values as Promise<ReadonlyMap<string, T>>;
    }
    const values =
      known && settled !== 'many'
        ? readAnew(
            known.values as Promise<ReadonlyMap<string, T>>,
            settled,
            read,
          )
        : read(undefined);
    const made: KeptByEntity = { values, time };
    remember(this.#byEntity, key, made);
    try {
      return await values;
    } catch (error) {
      if (this.#byEntity.get(key) === made) this.#byEntity.delete(key);
      throw error;
    }
  }

  async #until({ timed }: KeptQuestion): Promise<number> {
    if (!timed) return Infinity;
    const { due, soon } = await nextDueDates(this.knex, timed);
    const ahead = timed.soon.getTime() - timed.now.getTime();
    // A due date has passed when it lies before the moment, not at it.
    return (
      Math.min(
        due?.getTime() ?? Infinity,
        (soon?.getTime() ?? Infinity) - ahead,
      ) + 1
    );
  }
}

function remember<Item>(all: Map<string, Item>, key: string, kept: Item) {
  // The one asked for last is the last to be forgotten.
  all.delete(key);
  all.set(key, kept);
  for (const oldest of all.keys()) {
    if (all.size <= mostKept) break;
    all.delete(oldest);
  }
}

async function readAnew<T>(
  known: Promise<ReadonlyMap<string, T>>,
  settled: readonly string[],
  read: (only: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): Promise<ReadonlyMap<string, T>> {
  const [before, anew] = await Promise.all([known, read(settled)]);
  const values = new Map(before);
  for (const ref of settled) values.delete(ref);
  for (const [ref, value] of anew) values.set(ref, value);
  return values;
}
