import { isUtf8 } from 'node:buffer';
import { Refusal, refuse } from './refusal';

/** JSON read from bytes, or why it could not be. */
export type DecodeOutcome =
  | { ok: true; value: unknown }
  | { ok: false; refusal: Refusal };

const quote = 0x22;
const backslash = 0x5c;

/**
 * How deep arrays and objects nest; stops counting past `limit`. JSON.parse
 * itself bears any depth, but what walks the result afterwards does not.
 */
export function jsonDepthExceeds(body: Buffer, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index];
    if (inString) {
      if (byte === backslash) index += 1;
      else if (byte === quote) inString = false;
    } else if (byte === quote) {
      inString = true;
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
    }
  }
  return false;
}

// With the `u` flag a surrogate matches only where its partner is missing.
const unstorable = /[\0\p{Surrogate}]/gu;

/** NUL and lone surrogates become U+FFFD: Postgres refuses both. */
export const cleanText = (text: string): string =>
  text.replace(unstorable, '\ufffd');

const cleanTree = (value: unknown): unknown => {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanTree);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      cleanText(key),
      cleanTree(inner),
    ]),
  );
};

// Only escapes can bring these in: raw ones are refused as UTF-8 or as JSON.
const hazardousEscape = /\\u(?:0000|d[89a-f])/i;

/** Where JSON.parse stopped, in our words: its own message quotes the body. */
const syntaxSentence = (error: unknown, text: string): string => {
  const message = error instanceof Error ? error.message : '';
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? NaN);
  const ends =
    /end of JSON|Unterminated/.test(message) || position >= text.length;
  if (text.trim() === '') return 'The body is empty; JSON is expected.';
  if (ends) {
    return `The JSON ends too early, after ${text.length} characters. The sender cut it off: look for a size limit there.`;
  }
  return Number.isNaN(position)
    ? 'The body is not JSON.'
    : `The body is not JSON: something is wrong at character ${position}.`;
};

/** Text to JSON, with what Postgres cannot keep replaced. */
export function decodeJsonText(text: string): DecodeOutcome {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return {
      ok: false,
      refusal: refuse(400, 'InputError', syntaxSentence(error, text), '/'),
    };
  }
  return {
    ok: true,
    value:
      text.includes('\\u') && hazardousEscape.test(text)
        ? cleanTree(value)
        : value,
  };
}

/** Bytes to text; `undefined` when they are not UTF-8. A byte order mark goes. */
export function decodeUtf8(body: Buffer): string | undefined {
  if (!isUtf8(body)) return undefined;
  const start =
    body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0;
  return body.toString('utf8', start);
}

/** Raw bytes to JSON within the depth a source allows. */
export function decodeJson(body: Buffer, maxDepth: number): DecodeOutcome {
  const text = decodeUtf8(body);
  if (text === undefined) {
    return {
      ok: false,
      refusal: refuse(400, 'InputError', 'The body is not UTF-8 text.', '/'),
    };
  }
  if (jsonDepthExceeds(body, maxDepth)) {
    return {
      ok: false,
      refusal: refuse(
        400,
        'InputError',
        `The JSON nests deeper than ${maxDepth} levels, which this source does not take.`,
        '/',
      ),
    };
  }
  return decodeJsonText(text);
}
