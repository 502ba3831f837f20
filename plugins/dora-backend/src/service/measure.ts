import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { SampleSet } from '../database/sampleSet';
import { firstKnown, ServiceRow } from '../database/serviceRows';
import { AskedSlices, MeasuredSlices, MeasureOptions } from './measured';
import { PartMemory } from './keptParts';
import { Memory } from './memory';
import { daysBetween, endOfDay, weekBegin } from './calendarDays';
import { FiguresRead, readFigures } from './readFigures';
import { Slice } from './slices';

/** Where figures are read, and kept while the services have not changed. */
export interface FigureSource {
  knex: Knex;
  figures: Memory<FiguresRead>;
  parts: PartMemory;
}

/** The services a measurement is about. */
export interface MeasuredServices extends SampleSet {
  services: readonly ServiceRow[];
}

/**
 * A slice that lasts up to now is read to the end of the day: there is nothing
 * later than now, and the same question stays the same question until midnight.
 */
export function readableSlice(
  slice: Slice,
  { asOf, zone }: Pick<MeasureOptions, 'asOf' | 'zone'>,
): Slice {
  if (slice.to !== asOf) return slice;
  return { from: slice.from, to: endOfDay(asOf, zone) };
}

const readableAll = (
  { wholes, buckets }: AskedSlices,
  options: MeasureOptions,
): AskedSlices => ({
  wholes: wholes.map(slice => readableSlice(slice, options)),
  buckets: buckets.map(slice => readableSlice(slice, options)),
});

/** Services as they are now: another text when the samples of one have changed. */
export const versionOf = (services: readonly ServiceRow[]): string =>
  createHash('sha1')
    .update(services.map(({ no, version }) => `${no}:${version}`).join())
    .digest('base64');

const keyOf = (
  version: string,
  { wholes, buckets }: AskedSlices,
  { zone, recoveryBy }: MeasureOptions,
) => {
  const texts = (slices: readonly Slice[]) =>
    slices.map(({ from, to }) => `${from}-${to}`).join();
  return [version, zone, recoveryBy, texts(wholes), texts(buckets)].join(' ');
};

/** How many days of a time are over, of those since services are known. */
export function daysKnown(
  { from, to }: Slice,
  services: readonly ServiceRow[],
  { zone, asOf, weekStart }: MeasureOptions,
): number {
  const first = firstKnown(services);
  const known =
    first === null ? from : Math.max(from, weekBegin(first, zone, weekStart));
  return daysBetween(known, Math.max(known, Math.min(to, asOf)), zone);
}

/** Adds how many days of each slice are over. */
function withDays(
  read: FiguresRead,
  { wholes, buckets }: AskedSlices,
  services: readonly ServiceRow[],
  options: MeasureOptions,
): MeasuredSlices {
  const days = (slice: Slice) => daysKnown(slice, services, options);
  return {
    wholes: read.wholes.map((one, i) => ({ ...one, days: days(wholes[i]) })),
    buckets: read.buckets.map((one, i) => ({ ...one, days: days(buckets[i]) })),
  };
}

/** The metrics of all services together, in every slice. */
export async function measure(
  source: FigureSource,
  asked: MeasuredServices,
  slices: AskedSlices,
  options: MeasureOptions,
): Promise<MeasuredSlices> {
  const read = readableAll(slices, options);
  const { everything, numbers, services } = asked;
  const key = keyOf(
    `${everything ? 'all' : ''} ${versionOf(services)}`,
    read,
    options,
  );
  const figures = await source.figures.get(key, async () => {
    const set = { everything, numbers };
    const found = await readFigures(source.knex, set, read, {
      ...options,
      parts: source.parts,
    });
    const pooled = found.get(0);
    if (!pooled) throw new Error('Pooled figures are always there');
    return pooled;
  });
  return withDays(figures, slices, services, options);
}

/** The metrics of each service, in every slice; as few statements as for one. */
export async function measureEach(
  source: FigureSource,
  services: readonly ServiceRow[],
  slices: AskedSlices,
  options: MeasureOptions,
): Promise<Map<number, MeasuredSlices>> {
  const read = readableAll(slices, options);
  const keys = new Map(
    services.map(row => [row.no, keyOf(versionOf([row]), read, options)]),
  );
  const numbers = [...keys].flatMap(([no, key]) =>
    source.figures.has(key) ? [] : [no],
  );
  const missing =
    numbers.length === 0
      ? undefined
      : readFigures(source.knex, { everything: false, numbers }, read, {
          ...options,
          each: true,
        });
  const figures = await Promise.all(
    services.map(async row => {
      const { no } = row;
      const key = keys.get(no) ?? '';
      const own = await source.figures.get(key, async () => {
        const found = (
          await (missing ??
            readFigures(
              source.knex,
              { everything: false, numbers: [no] },
              read,
              { ...options, each: true },
            ))
        ).get(no);
        if (!found) throw new Error('Every service asked for has figures');
        return found;
      });
      return [no, withDays(own, slices, [row], options)] as const;
    }),
  );
  return new Map(figures);
}
