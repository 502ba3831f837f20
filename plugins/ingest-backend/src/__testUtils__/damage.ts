/** Numbers from 0 up to 1 that look random and come again with the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 0x1_0000_0000;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

type Place = readonly string[];

/** Every place in a document, down to six levels. */
function placesIn(value: unknown, depth = 6): Place[] {
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    [key],
    ...placesIn(child, depth - 1).map(place => [key, ...place]),
  ]);
}

/** The document with one place replaced; `undefined` removes it. */
export function changedAt(
  value: unknown,
  [key, ...rest]: Place,
  by: unknown,
): unknown {
  if (key === undefined) return by;
  if (typeof value !== 'object' || value === null) return value;
  const child = changedAt(Reflect.get(value, key), rest, by);
  return Array.isArray(value)
    ? value.map((item, index) => (String(index) === key ? child : item))
    : { ...value, [key]: child };
}

/** What a field may hold that nobody expects there. */
const strange: readonly unknown[] = [
  null,
  '',
  'zzz',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:60Z',
  '\u0000',
  '\ud800',
  'x'.repeat(70_000),
  0,
  -1,
  0.5,
  Number.MAX_SAFE_INTEGER,
  1e300,
  true,
  false,
  [],
  {},
  [[[{}]]],
  { a: { b: [1, 'c'] } },
  Array.from({ length: 3000 }, () => ({})),
];

/** A body as bytes after an accident: cut off, or with fields gone or of another kind. */
export function damaged(body: unknown, random: () => number): string {
  const pick = <T>(list: readonly T[]): T =>
    list[Math.floor(random() * list.length)];
  const text = JSON.stringify(body);
  if (random() < 0.2) return text.slice(0, Math.floor(random() * text.length));
  const changes = 1 + Math.floor(random() * 4);
  let changed = body;
  for (let count = 0; count < changes; count++) {
    const places = placesIn(changed);
    if (places.length === 0) break;
    const by = random() < 0.4 ? undefined : pick(strange);
    changed = changedAt(changed, pick(places), by);
  }
  return JSON.stringify(changed) ?? '';
}
