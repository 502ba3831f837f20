const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `now`, `46 min ago`, `2 h ago`, `3 d ago`; from 7 d on `12 Aug`, with the year if another. */
export function formatRelative(at: Date, now: Date): string {
  const age = now.getTime() - at.getTime();
  if (age < -minute) return inFuture(-age, at, now);
  if (age < minute)
    return age < 10_000 ? 'now' : `${Math.round(age / 1000)} s ago`;
  if (age < hour) return `${Math.floor(age / minute)} min ago`;
  if (age < day) return `${Math.floor(age / hour)} h ago`;
  if (age < 7 * day) return `${Math.floor(age / day)} d ago`;
  return formatDay(at, now);
}

function inFuture(ahead: number, at: Date, now: Date): string {
  if (ahead < hour) return `in ${Math.round(ahead / minute)} min`;
  if (ahead < day) return `in ${Math.round(ahead / hour)} h`;
  if (ahead < 7 * day) return `in ${Math.round(ahead / day)} d`;
  return formatDay(at, now);
}

/** How long ago without "ago": `46 min`, `3 h`, `20 d`. An age is never a date. */
export function formatAge(at: Date, now: Date): string {
  const age = now.getTime() - at.getTime();
  if (age >= 7 * day) return `${Math.floor(age / day)} d`;
  return formatRelative(at, now).replace(/ ago$/, '');
}

/** `12 Aug`, `12 Aug 2024` when the year is another. */
export function formatDay(at: Date, now: Date, zone?: string): string {
  const sameYear = at.getUTCFullYear() === now.getUTCFullYear();
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: sameYear ? undefined : 'numeric',
    timeZone: zone,
  }).format(at);
}

/** The exact time with its zone, for hover and focus. */
export function formatExact(at: Date, zone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'long',
    timeZone: zone,
  }).format(at);
}

/** `14:05` in the viewer's zone. */
export function formatClock(at: Date, zone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(at);
}
