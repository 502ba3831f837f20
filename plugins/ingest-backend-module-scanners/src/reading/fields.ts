import { ReportError } from '@quarterdeck/plugin-ingest-node';

/** A JSON object of a report. */
export type Fields = Readonly<Record<string, unknown>>;

/** A record that cannot be read: where in it, and what to change. */
export class RecordError extends ReportError {}

/** Whether a value is a JSON object. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = (value: unknown): string => {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
};

/** @throws RecordError unless it is an object. */
export function needFields(value: unknown, path = ''): Fields {
  if (isFields(value)) return value;
  throw new RecordError(
    `It must be an object and is ${kindOf(value)}.`,
    path || '/',
  );
}

/** The object under a key; junk counts as absent. */
export function fieldsOf(from: Fields | undefined, key: string) {
  const value = from?.[key];
  return value !== undefined && isFields(value) ? value : undefined;
}

const none: readonly unknown[] = [];

/** The list under a key; junk counts as empty. */
export function listOf(
  from: Fields | undefined,
  key: string,
): readonly unknown[] {
  const value = from?.[key];
  return Array.isArray(value) ? value : none;
}

/** The objects of the list under a key; anything else in it is left out. */
export const objectsOf = (from: Fields | undefined, key: string): Fields[] =>
  from?.[key] === undefined ? [] : listOf(from, key).filter(isFields);

/** The texts of the list under a key; a text alone is a list of one. */
export function textsOf(from: Fields | undefined, key: string): string[] {
  const value = from?.[key];
  if (value === undefined) return [];
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  return listOf(from, key).filter(
    (item): item is string => typeof item === 'string' && item.trim() !== '',
  );
}

/** Looks at the first character: texts seldom begin with a blank. */
const isBlank = (text: string) =>
  text === '' || (text.charCodeAt(0) <= 0x20 && text.trim() === '');

function plainText(from: Fields, key: string): string | undefined {
  const value = from[key];
  if (typeof value === 'string') return isBlank(value) ? undefined : value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** The text under the first of the keys that holds one; a number counts as text. */
export function textOf(
  from: Fields | undefined,
  ...keys: readonly string[]
): string | undefined {
  if (from === undefined) return undefined;
  for (const key of keys) {
    const text = plainText(from, key);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The number under a key; a text that is a number counts as one. */
export function numberOf(
  from: Fields | undefined,
  key: string,
): number | undefined {
  const value = from?.[key];
  const number =
    typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number)
    ? number
    : undefined;
}

/** A line or column: whole and not negative. */
export function lineOf(
  from: Fields | undefined,
  key: string,
): number | undefined {
  const number = numberOf(from, key);
  return number !== undefined && Number.isInteger(number) && number >= 0
    ? number
    : undefined;
}

/** The truth value under a key; `"true"` counts as one. */
export function flagOf(
  from: Fields | undefined,
  key: string,
): boolean | undefined {
  const value = from?.[key];
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  return undefined;
}

/** @throws RecordError unless the key holds text (or a number). */
export function needText(from: Fields, key: string, path = ''): string {
  const text = textOf(from, key);
  if (text !== undefined) return text;
  throw new RecordError(
    `It must be text and is ${from[key] === '' ? 'empty' : kindOf(from[key])}.`,
    `${path}/${key}`,
  );
}

/** The list under a key. @throws RecordError unless it is one, or absent or null. */
export function listOrNone(
  from: Fields,
  key: string,
  path = '',
): readonly unknown[] {
  const value = from[key];
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new RecordError(
    `It must be a list and is ${kindOf(value)}.`,
    `${path}/${key}`,
  );
}

/** The list under a key; `null` is an empty one. @throws RecordError unless it is there. */
export function listOrNull(
  from: Fields,
  key: string,
  path = '',
): readonly unknown[] {
  return from[key] === null ? [] : needList(from, key, path);
}

/** The list under a key. @throws RecordError unless it is one. */
export function needList(
  from: Fields,
  key: string,
  path = '',
): readonly unknown[] {
  const value = from[key];
  if (Array.isArray(value)) return value;
  throw new RecordError(
    `It must be a list and is ${kindOf(value)}.`,
    `${path}/${key}`,
  );
}

/** A time as ISO 8601, if it is one. */
export function timeOf(
  from: Fields | undefined,
  ...keys: string[]
): string | undefined {
  const text = textOf(from, ...keys);
  if (text === undefined || !/^\d{4}-\d\d-\d\d/.test(text)) return undefined;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
