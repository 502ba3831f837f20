import { z } from 'zod';
import { ParseOutcome } from '@quarterdeck/plugin-ingest-node';

/** A refusal that names the place in the body. */
export type Rejection = Extract<ParseOutcome, { outcome: 'rejected' }>;

/** Reads `body` by `schema`, or says in a sentence which part stops it. */
export function readDelivery<S extends z.ZodType>(
  schema: S,
  body: unknown,
  /** Opens the sentence: `Flagger's webhook`. */
  what: string,
): { ok: true; value: z.output<S> } | { ok: false; rejection: Rejection } {
  const read = schema.safeParse(body);
  if (read.success) return { ok: true, value: read.data };
  const keys = read.error.issues[0]?.path ?? [];
  return { ok: false, rejection: rejectedAt(keys, body, what) };
}

/** What is missing or odd at `keys`, as a refusal with a JSON pointer. */
export function rejectedAt(
  keys: readonly PropertyKey[],
  body: unknown,
  what: string,
): Rejection {
  const path = keys
    .map(key => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
  const message = path
    ? `${what} cannot be read: ${path} is ${
        isMissing(body, keys) ? 'missing' : 'not what its sender documents'
      }.`
    : `${what} cannot be read: the body is not a JSON object.`;
  return { outcome: 'rejected', message, path };
}

function isMissing(body: unknown, keys: readonly PropertyKey[]): boolean {
  let value = body;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null) return true;
    value = Reflect.get(value, key);
  }
  return value === undefined || value === null;
}
