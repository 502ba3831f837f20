import { RecordError } from './fields';

// With the `u` flag a surrogate matches only where its partner is missing.
const unstorable = /[\0\p{Surrogate}]/gu;
const hazardousEscape = /\\u(?:0000|d[89a-f])/i;

const clean = (value: unknown): unknown => {
  if (typeof value === 'string') return value.replace(unstorable, '\ufffd');
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(unstorable, '\ufffd'),
      clean(inner),
    ]),
  );
};

/**
 * Reads JSON. NUL and lone surrogates become U+FFFD: Postgres refuses both; only
 * characters by their numbers (`\\u…`) can bring these in.
 * @throws RecordError
 */
export function parseJson(
  text: string,
  hasNumbered = text.includes('\\u'),
): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the report.
    throw new RecordError('It is not valid JSON.');
  }
  return hasNumbered && hazardousEscape.test(text) ? clean(value) : value;
}
