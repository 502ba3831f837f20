import { z } from 'zod';

/**
 * Lets values that the checks of a schema would pass as they are by without
 * running them: an event has dozens. Whoever extends the schema afterwards gets
 * all its checks.
 */
function passing<S extends z.ZodType>(
  schema: S,
  isPlain: (value: unknown) => boolean,
): S {
  const run = schema._zod.run;
  schema._zod.run = (payload, context) =>
    isPlain(payload.value) ? payload : run(payload, context);
  return schema;
}

/** Our own form of a time. 29 February is left to the whole check. */
const utcForm =
  /^\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Runs for refused text too; its issue is there already. */
function inUtc(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

/** A time as ISO 8601 in UTC with milliseconds, whatever offset it came with. */
export const timestamp = passing(
  z.iso.datetime({ offset: true }).overwrite(inUtc),
  value =>
    typeof value === 'string' && value.length === 24 && utcForm.test(value),
);

/** Text of a payload: hostile, bounded, never interpreted. */
export const text = (max = 1024) =>
  passing(
    z.string().overwrite(value => bounded(value, max)),
    value => typeof value === 'string' && value.length <= max,
  );

/** Never cuts a character in two: Postgres refuses half of a surrogate pair. */
function bounded(value: string, max: number): string {
  if (value.length <= max) return value;
  const last = value.charCodeAt(max - 1);
  return value.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

const linkMax = 4096;

const isLink = (value: unknown) =>
  typeof value === 'string' &&
  value.length <= linkMax &&
  /^https?:\/\//i.test(value);

/** An http(s) link. Anything else is dropped, so that no page can render it. */
export const link = passing(
  z
    .string()
    .transform(value => (isLink(value) ? value : undefined))
    .optional(),
  isLink,
);

/** The person or machine a provider names. */
export const actorSchema = z.object({
  login: text(255),
  name: text(255).optional(),
  email: text(320).optional(),
  kind: z.enum(['person', 'bot', 'schedule', 'unknown']).default('unknown'),
});

/** A commit as a provider describes it in passing. */
export const commitSchema = z.object({
  sha: z.string().min(1).max(64),
  message: text(4096).optional(),
  author: actorSchema.optional(),
  authoredAt: timestamp.optional(),
  committedAt: timestamp.optional(),
  url: link,
});

/** @see commitSchema */
export type Commit = z.infer<typeof commitSchema>;
/** @see actorSchema */
export type Actor = z.infer<typeof actorSchema>;
