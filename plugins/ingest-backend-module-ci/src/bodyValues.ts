import { z } from 'zod';
import { timestamp } from '@quarterdeck/plugin-ingest-common';

/**
 * What may be missing in a body is read leniently: absent, `null`, empty and of
 * the wrong kind all mean "unknown", so that one odd field never costs the
 * whole delivery. What is essential has a plain schema and is refused by path.
 */
export function lenient<S extends z.ZodType>(schema: S) {
  return schema
    .nullish()
    .transform(value => value ?? undefined)
    .catch(undefined);
}

/** Longer than any field of an event, short enough for every pattern here. */
const textMax = 8192;

/**
 * Text that may be missing; empty is missing. By hand, as the other plain ones:
 * a body has dozens of them, and each step of a schema costs.
 */
export const maybeText = z
  .unknown()
  .optional()
  .transform(value =>
    typeof value === 'string'
      ? value.slice(0, textMax) || undefined
      : undefined,
  );

/** A time that may be missing, normalised to UTC with milliseconds. */
export const maybeTime = z
  .unknown()
  .optional()
  .transform(value =>
    typeof value === 'string' ? timestamp.safeParse(value).data : undefined,
  );

/** A commit's hash that may be missing. */
export const maybeSha = z
  .unknown()
  .optional()
  .transform(value =>
    typeof value === 'string' && value !== '' && value.length <= 64
      ? value
      : undefined,
  );

export const maybeFlag = z
  .unknown()
  .optional()
  .transform(value => (typeof value === 'boolean' ? value : undefined));

/** A count that may be missing. Bounded as Postgres bounds its integers. */
export const maybeCount = z
  .unknown()
  .optional()
  .transform(value =>
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= 0 &&
    value <= 2_147_483_647
      ? value
      : undefined,
  );

/** An id without which the thing has no name. */
export const id = z
  .union([z.int().min(0), z.string().min(1).max(64)])
  .transform(value => String(value));

export const maybeId = lenient(id);

/** The readable items of a list; what cannot be read is left out. */
export function readableItems<S extends z.ZodType>(item: S, max: number) {
  return z
    .array(z.unknown())
    .nullish()
    .transform(values => {
      const items: z.output<S>[] = [];
      for (const value of values ?? []) {
        if (items.length === max) break;
        const read = item.safeParse(value);
        if (read.success) items.push(read.data);
      }
      return items;
    })
    .catch([]);
}

/** The latest of some normalised times. */
export function latest(...times: (string | undefined)[]): string | undefined {
  let result: string | undefined;
  for (const time of times) {
    if (time && (!result || time > result)) result = time;
  }
  return result;
}
