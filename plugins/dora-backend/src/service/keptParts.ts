import { Knex } from 'knex';
import { Quantiles } from '@quarterdeck/plugin-dora-common';
import { readDayVersions } from '../database/dayVersions';
import { LeadCounts, readLeadCounts } from '../database/leadTimeReads';
import {
  readDeploymentDays,
  readRecoveryValues,
  RecoveryBy,
  RecoveryValues,
} from '../database/recoveryReads';
import { SampleSet } from '../database/sampleSet';
import { ReleaseSum, readReleaseSums } from '../database/sliceReads';
import { dayPieces } from './calendarDays';
import { Memory } from './memory';
import { Slice } from './slices';

/** What is kept of parts of time of all services together. */
export interface PartMemory {
  releases: Memory<ReleaseSum[]>;
  recoveries: Memory<RecoveryValues[]>;
  arrivals: Memory<DayPiece[]>;
  leads: Memory<LeadCounts>;
  quantiles: Memory<Quantiles>;
}

/** A part of a day in which something arrived. */
export interface DayPiece {
  from: number;
  /** Start of its day. */
  day: number;
}

/** Some ten kilobytes a part: two years by weeks, in a few zones. */
const mostParts = 1000;

/** @see PartMemory */
export const partMemory = (): PartMemory => ({
  releases: new Memory(mostParts),
  recoveries: new Memory(mostParts),
  arrivals: new Memory(mostParts),
  leads: new Memory(mostParts),
  quantiles: new Memory(mostParts),
});

/** Of more runs of missing parts, one from the first to the last is read. */
const mostRuns = 6;

/** Takes what is kept, and reads the others together. */
async function keptEach<T>(
  memory: Memory<T>,
  keys: readonly string[],
  read: (places: readonly number[]) => Promise<ReadonlyMap<number, T>>,
): Promise<T[]> {
  const missing = keys.flatMap((key, i) => (memory.has(key) ? [] : [i]));
  const reading = missing.length > 0 ? read(missing) : undefined;
  // Who gets them hears of it.
  reading?.catch(() => {});
  return Promise.all(
    keys.map((key, i) =>
      memory.get(key, async () => {
        const found = (await reading)?.get(i) ?? (await read([i])).get(i);
        if (found === undefined) throw new Error('Every part is read');
        return found;
      }),
    ),
  );
}

/** Places that follow each other, as few runs as it takes. */
function runsOf(places: readonly number[]): { first: number; end: number }[] {
  const runs: { first: number; end: number }[] = [];
  for (const place of places) {
    const last = runs.at(-1);
    if (last && last.end === place) last.end = place + 1;
    else runs.push({ first: place, end: place + 1 });
  }
  if (runs.length <= mostRuns) return runs;
  return [{ first: runs[0].first, end: runs[runs.length - 1].end }];
}

/**
 * Parts of time of all services together, each kept until a sample of one of
 * its days is written: after a change only what it touched is read again, in
 * every process.
 */
export class KeptParts {
  private constructor(
    private readonly knex: Knex,
    private readonly set: SampleSet,
    private readonly bounds: readonly number[],
    private readonly memory: PartMemory,
    private readonly options: { zone: string; recoveryBy: RecoveryBy },
    private readonly keyOf: (slice: Slice) => string,
  ) {}

  static async of(
    knex: Knex,
    set: SampleSet,
    bounds: readonly number[],
    memory: PartMemory,
    options: { zone: string; recoveryBy: RecoveryBy },
  ): Promise<KeptParts> {
    const versionOf = await readDayVersions(knex, {
      from: bounds[0],
      to: bounds[bounds.length - 1],
    });
    return new KeptParts(knex, set, bounds, memory, options, slice =>
      [slice.from, slice.to, versionOf(slice)].join(' '),
    );
  }

  /** Releases by their part of time. */
  releases(): Promise<ReleaseSum[][]> {
    return this.byPart(this.memory.releases, '', async bounds =>
      listsOf(
        bounds,
        await readReleaseSums(this.knex, this.set, bounds, false),
      ),
    );
  }

  /** Recoveries by their part of time. */
  recoveries(): Promise<RecoveryValues[][]> {
    const { recoveryBy } = this.options;
    return this.byPart(this.memory.recoveries, recoveryBy, async bounds =>
      listsOf(
        bounds,
        await readRecoveryValues(
          this.knex,
          this.set,
          bounds,
          recoveryBy,
          false,
        ),
      ),
    );
  }

  /** Days on which something arrived. */
  async arrivals(): Promise<DayPiece[]> {
    const { zone } = this.options;
    const parts = await this.byPart(
      this.memory.arrivals,
      zone,
      async bounds => {
        const pieces = dayPieces(bounds, zone);
        const found = await readDeploymentDays(
          this.knex,
          this.set,
          pieces.bounds,
          false,
        );
        const own = (found.get(0) ?? []).map(piece => ({
          from: pieces.bounds[piece],
          day: pieces.days[piece],
        }));
        return bounds
          .slice(1)
          .map((to, i) =>
            own.filter(({ from }) => from >= bounds[i] && from < to),
          );
      },
    );
    return parts.flat();
  }

  /** Lead times per value bucket, by their part of time. */
  leads(): Promise<LeadCounts[]> {
    return this.byPart(this.memory.leads, '', bounds =>
      readLeadCounts(this.knex, this.set, bounds),
    );
  }

  /** Quantiles of slices; `read`: those that are not kept. */
  quantiles(
    slices: readonly Slice[],
    read: (
      places: readonly number[],
    ) => Promise<ReadonlyMap<number, Quantiles>>,
  ): Promise<Quantiles[]> {
    return keptEach(this.memory.quantiles, slices.map(this.keyOf), read);
  }

  private byPart<T>(
    memory: Memory<T>,
    apart: string,
    read: (bounds: readonly number[]) => Promise<readonly T[]>,
  ): Promise<T[]> {
    const { bounds } = this;
    const keys = bounds
      .slice(1)
      .map((to, i) => `${apart} ${this.keyOf({ from: bounds[i], to })}`);
    return keptEach(memory, keys, async places => {
      const found = new Map<number, T>();
      await Promise.all(
        runsOf(places).map(async ({ first, end }) => {
          const parts = await read(bounds.slice(first, end + 1));
          parts.forEach((part, i) => found.set(first + i, part));
        }),
      );
      return found;
    });
  }
}

/** Rows by their part. */
function listsOf<Row extends { part: number }>(
  bounds: readonly number[],
  rows: readonly Row[],
): Row[][] {
  const lists = bounds.slice(1).map((): Row[] => []);
  for (const row of rows) lists[row.part]?.push(row);
  return lists;
}
