import { z } from 'zod';

const relative = /^now(?:-(\d{1,4})(m|h|d|w))?$/;

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

const isUnit = (text: string): text is keyof typeof unitMs => text in unitMs;

/** A time of a query: ISO 8601, `now`, or `now-24h` (m, h, d, w). */
export const timeText = z
  .string()
  .max(64)
  .refine(
    text => relative.test(text) || !Number.isNaN(Date.parse(text)),
    'a time is ISO 8601, "now" or like "now-24h"',
  );

/** The moment a {@link timeText} means. */
export function resolveTime(text: string, now: Date): Date {
  const match = relative.exec(text);
  if (!match) return new Date(text);
  const [, amount, unit] = match;
  if (!amount || !unit || !isUnit(unit)) return now;
  return new Date(now.getTime() - Number(amount) * unitMs[unit]);
}

/** Time range of a query, half open. Default: the last 24 hours. */
export const timeRangeQuery = {
  from: timeText.default('now-24h'),
  to: timeText.default('now'),
};

/** A resolved range in an answer. */
export const timeRangeSchema = z.object({
  from: z.string(),
  to: z.string(),
});

/** @see timeRangeSchema */
export type TimeRange = z.infer<typeof timeRangeSchema>;

const knownZones = new Set<string>();

/** Asked with every question, and a millisecond to tell: what is one stays one. */
function isZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  try {
    const found = Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
    knownZones.add(zone);
    return found;
  } catch {
    return false;
  }
}

/** An IANA time zone. Days are cut in it; rollups are hourly in UTC. */
export const zoneText = z
  .string()
  .max(64)
  .refine(isZone, 'not a time zone, use a name like Europe/Berlin')
  .default('UTC');
