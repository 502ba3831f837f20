/**
 * What Postgres refuses inside text and jsonb: NUL, and halves of surrogate
 * pairs. With the `u` flag the class `\p{Surrogate}` matches lone halves only.
 */
const REFUSED = /[\0\p{Surrogate}]/gu;

/** JSON text that may hold one of them; a false alarm costs a walk, no more. */
const SUSPICIOUS = /\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** The text as Postgres can keep it: what it refuses becomes U+FFFD. */
export function cleanText(text: string): string {
  return text.replace(REFUSED, '\uFFFD');
}

function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanValue);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        cleanText(key),
        cleanValue(inner),
      ]),
    );
  }
  return value;
}

/** `JSON.stringify`, with every string inside as Postgres can keep it. */
export function cleanJson(value: object): string {
  const json = JSON.stringify(value);
  // The walk runs over parsed JSON, so that dates and `toJSON` are done with.
  return SUSPICIOUS.test(json)
    ? JSON.stringify(cleanValue(JSON.parse(json)))
    : json;
}
