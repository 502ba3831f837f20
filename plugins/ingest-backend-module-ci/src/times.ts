const form =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? ?(?:(Z|UTC)|([+-])(\d\d):?(\d\d))$/;

/** No CI system is older: .NET writes "no time" as the year 1, others as 1970. */
const firstYear = 1990;
const firstMillis = Date.UTC(firstYear, 0, 1);
const lastMillis = Date.UTC(9999, 11, 31);

/**
 * A time of a body as ISO 8601 in UTC with milliseconds. Reads what providers
 * write: ISO with any offset and any fraction, `2026-01-02 03:04:05 UTC`,
 * `2026-01-02 03:04:05 +0200`. What is no time, or stands for none, is missing.
 */
export function timeOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 40) return undefined;
  const parts = form.exec(value);
  if (!parts) return undefined;
  const [year, month, day] = [+parts[1], +parts[2], +parts[3]];
  const [hour, minute, second] = [+parts[4], +parts[5], +parts[6]];
  if (year < firstYear || hour > 23 || minute > 59 || second > 59) {
    return undefined;
  }
  const fraction = parts[7] ? Math.trunc(+`0.${parts[7]}` * 1000) : 0;
  const local = Date.UTC(year, month - 1, day, hour, minute, second, fraction);
  const date = new Date(local);
  // 31 February would roll over into March.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return undefined;
  }
  // Much quicker than a date's own way, and most times are in UTC.
  if (parts[8]) {
    const millis = String(fraction).padStart(3, '0');
    return `${value.slice(0, 10)}T${value.slice(11, 19)}.${millis}Z`;
  }
  const offset = (+parts[10] * 60 + +parts[11]) * 60_000;
  return millisOf(local - (parts[9] === '-' ? -offset : offset));
}

/** Milliseconds since 1970, as Jenkins gives times. 0 and less mean none. */
export function millisOf(value: unknown): string | undefined {
  return typeof value === 'number' && value >= firstMillis && value < lastMillis
    ? new Date(value).toISOString()
    : undefined;
}

/** A time some milliseconds later, or earlier. */
export function shifted(
  time: string | undefined,
  millis: number | undefined,
): string | undefined {
  if (time === undefined || millis === undefined) return undefined;
  return millisOf(Date.parse(time) + Math.round(millis));
}

/** The latest of some normalised times. */
export function latestOf(
  ...times: readonly (string | undefined)[]
): string | undefined {
  let result: string | undefined;
  for (const time of times) {
    if (time && (!result || time > result)) result = time;
  }
  return result;
}

/** The earliest of some normalised times. */
export function earliestOf(
  ...times: readonly (string | undefined)[]
): string | undefined {
  let result: string | undefined;
  for (const time of times) {
    if (time && (!result || time < result)) result = time;
  }
  return result;
}
