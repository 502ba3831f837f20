import fc from 'fast-check';

/** Keys from the top of a document to one place in it. */
export type Place = readonly string[];

/** Every place in a document, down to `maxDepth` levels. */
export function placesIn(value: unknown, maxDepth = 6): Place[] {
  if (typeof value !== 'object' || value === null || maxDepth === 0) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    [key],
    ...placesIn(child, maxDepth - 1).map(place => [key, ...place]),
  ]);
}

/** The document with one place removed (`undefined`) or replaced. */
export function changedAt(
  value: unknown,
  [key, ...rest]: Place,
  replacement: unknown,
): unknown {
  if (key === undefined) return replacement;
  if (typeof value !== 'object' || value === null) return value;
  const child = changedAt(Reflect.get(value, key), rest, replacement);
  if (!Array.isArray(value)) return { ...value, [key]: child };
  // An earlier change may have put another list here, with other places.
  return value.map((item, index) => (String(index) === key ? child : item));
}

/** What a field may hold that nobody expects there; `undefined` removes it. */
export const strangeValue = fc.oneof(
  fc.constant(undefined),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom<unknown>(
    null,
    '',
    '0000-00-00T00:00:00Z',
    '9999-12-31T23:59:60Z',
    // eslint-disable-next-line no-script-url
    'javascript:alert(1)',
    '\u0000',
    '\ud800',
    'x'.repeat(70_000),
    '<img src=x onerror=alert(1)>',
    Number.MAX_SAFE_INTEGER,
    Number.MAX_VALUE,
    -1,
    0.5,
    [],
    {},
    Array.from({ length: 3000 }, () => ({})),
  ),
);

/** One of the bodies with one to four places removed or of another kind. */
export function mutateBody(bodies: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc.constantFrom(...bodies).chain(body =>
    fc
      .array(fc.tuple(fc.constantFrom(...placesIn(body)), strangeValue), {
        minLength: 1,
        maxLength: 4,
      })
      .map(changes =>
        changes.reduce<unknown>(
          (value, [place, by]) => changedAt(value, place, by),
          body,
        ),
      ),
  );
}
