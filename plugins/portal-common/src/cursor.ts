import { z } from 'zod';
import { InputError } from '@backstage/errors';
import { readList } from './listText';

/** What may stand in a cursor: the sort keys of the last row seen. */
export type CursorValue = string | number | boolean | null;

const toBase64Url = (text: string) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const fromBase64Url = (text: string) =>
  new TextDecoder().decode(
    Uint8Array.from(
      atob(text.replaceAll('-', '+').replaceAll('_', '/')),
      char => char.charCodeAt(0),
    ),
  );

/** A keyset cursor: the sort keys of the last row, as opaque text. */
export function encodeCursor(values: CursorValue[]): string {
  return toBase64Url(JSON.stringify(values));
}

/** The reverse of {@link encodeCursor}. @throws InputError when it is not ours. */
export function decodeCursor<T extends z.ZodType>(
  cursor: string,
  schema: T,
): z.output<T> {
  let values: unknown;
  try {
    values = JSON.parse(fromBase64Url(cursor));
  } catch {
    throw new InputError(
      'The cursor is not one this list gave out. Start again without it.',
    );
  }
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    throw new InputError(
      'The cursor belongs to another list or sort order. Start again without it.',
    );
  }
  return parsed.data;
}

const splitList = (value: unknown): string[] =>
  (value === undefined ? [] : [value])
    .flat()
    .flatMap(part => readList(String(part)));

/** A list of values in a query: repeated keys, or one with commas ({@link readList}). */
export const queryList = <Item>(
  item: z.ZodType<Item>,
): z.ZodType<Item[], string | string[] | undefined> =>
  // `preprocess` takes unknown; what a query can hold is narrower.
  z.preprocess(splitList, z.array(item)) as z.ZodType<
    Item[],
    string | string[] | undefined
  >;

/** Paging of every list: keyset only, no page numbers. */
export const cursorQuery = {
  cursor: z.string().max(2048).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
