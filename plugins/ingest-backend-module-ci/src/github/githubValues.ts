import { Actor, timestamp } from '@quarterdeck/plugin-ingest-common';
import { Fields, fieldsOf, textOf } from '../fields';

export { latest } from '../bodyValues';

/** As GitHub writes most times; the days that not every February has are not in it. */
const usualTime =
  /^\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** A time that may be missing, in UTC with milliseconds: exactly what events take. */
export function timeOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.length === 20 && usualTime.test(value)) {
    return `${value.slice(0, 19)}.000Z`;
  }
  const read = timestamp.safeParse(value);
  return read.success ? read.data : undefined;
}

/** The end of the year 9999, in seconds since 1970. */
const lastSecond = 253_402_300_799;

/** GitHub's push bodies give some times as seconds since 1970, its others as text. */
export function epochOrTimeOf(value: unknown): string | undefined {
  if (typeof value !== 'number') return timeOf(value);
  return Number.isInteger(value) && value >= 0 && value <= lastSecond
    ? new Date(value * 1000).toISOString()
    : undefined;
}

/** A name or hash that is never cut: too long is missing. */
export function shortOf(value: unknown, max: number): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= max
    ? value
    : undefined;
}

/** A commit's hash as it stands; of a branch that comes or goes it is zeros. */
export function hashOf(value: unknown): string | undefined {
  return shortOf(value, 64);
}

/** The texts of a list, uncut, at most `max`; what is none is left out. */
export function textsOf(value: unknown, max: number): string[] {
  if (!Array.isArray(value)) return [];
  const texts: string[] = [];
  for (const item of value) {
    if (texts.length === max) break;
    if (typeof item === 'string') texts.push(item);
  }
  return texts;
}

/** A GitHub account in a body, as the actor of an event. */
export function accountOf(
  value: unknown,
): { login: string; kind: Actor['kind'] } | undefined {
  const { login, type }: Fields = fieldsOf(value);
  if (typeof login !== 'string' || login === '') return undefined;
  return { login, kind: accountKind(login, textOf(type)) };
}

function accountKind(login: string, type?: string): Actor['kind'] {
  if (type === 'Bot' || login.endsWith('[bot]')) return 'bot';
  return type === 'User' ? 'person' : 'unknown';
}
