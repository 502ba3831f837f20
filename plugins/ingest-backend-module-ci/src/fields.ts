/** A JSON object that is read field by field. Nothing in it is trusted. */
export type Fields = Readonly<Record<string, unknown>>;

const none: Fields = Object.freeze({});

/** Longer than any field of an event, short enough for every pattern here. */
const textMax = 8192;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object, or an empty one: what is missing or of another kind says nothing. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : none;
}

/** An object that must be there; `undefined` when it is not. */
export function maybeFields(value: unknown): Fields | undefined {
  return isFields(value) ? value : undefined;
}

/** The objects of a list, at most `max`; what is no object is left out. */
export function fieldsList(value: unknown, max: number): Fields[] {
  if (!Array.isArray(value)) return [];
  const items: Fields[] = [];
  for (const item of value) {
    if (items.length === max) break;
    if (isFields(item)) items.push(item);
  }
  return items;
}

/** Text; empty is missing. */
export function textOf(value: unknown, max = textMax): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  return value.length <= max ? value : value.slice(0, max);
}

/** The texts of a list, at most `max`. */
export function textList(value: unknown, max: number): string[] {
  if (!Array.isArray(value)) return [];
  const items: string[] = [];
  for (const item of value) {
    if (items.length === max) break;
    const text = textOf(item);
    if (text !== undefined) items.push(text);
  }
  return items;
}

/** Something that names a thing: a whole number or a short text, never cut. */
export function idOf(value: unknown, max = 64): string | undefined {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) && value >= 0
      ? String(value)
      : undefined;
  }
  return typeof value === 'string' && value !== '' && value.length <= max
    ? value
    : undefined;
}

/** A count, bounded as Postgres bounds its integers. */
export function countOf(value: unknown): number | undefined {
  return typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= 0 &&
    value <= 2_147_483_647
    ? value
    : undefined;
}

/** A length of time, in the unit the sender uses. */
export function amountOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value < 1e12
    ? value
    : undefined;
}

export function flagOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** A commit's hash; "no commit", which git writes as zeros, is missing. */
export function shaOf(value: unknown): string | undefined {
  return typeof value === 'string' &&
    value.length >= 1 &&
    value.length <= 64 &&
    !/^0+$/.test(value)
    ? value
    : undefined;
}
