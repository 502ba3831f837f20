import { z } from 'zod';

const utcForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What has the form already stays as it is: an event has up to six times. */
function inUtc(text: string): string {
  if (utcForm.test(text)) return text;
  const date = new Date(text);
  // Runs for refused text too; its issue is there already.
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

/** A time as ISO 8601 in UTC with milliseconds, whatever offset it came with. */
export const timestamp = z.iso.datetime({ offset: true }).overwrite(inUtc);

/** Text of a payload: hostile, bounded, never interpreted. */
export const text = (max = 1024) =>
  z.string().overwrite(value => bounded(value, max));

/** Never cuts a character in two: Postgres refuses half of a surrogate pair. */
function bounded(value: string, max: number): string {
  if (value.length <= max) return value;
  const last = value.charCodeAt(max - 1);
  return value.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

const linkMax = 4096;

/** An http(s) link. Anything else is dropped, so that no page can render it. */
export const link = z
  .string()
  .transform(value =>
    value.length <= linkMax && /^https?:\/\//i.test(value) ? value : undefined,
  )
  .optional();

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
