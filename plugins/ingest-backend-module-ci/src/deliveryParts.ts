import { ParsedEvent, ParseOutcome } from '@quarterdeck/plugin-ingest-node';

/** A delivery that was read: its events. */
export function parsedAs(
  name: string,
  events: readonly ParsedEvent[],
): ParseOutcome {
  return { outcome: 'parsed', parsedAs: name, events: [...events] };
}

/** A text of the body's top level, for delivery ids that are not in a header. */
export function bodyField(body: Buffer, ...keys: string[]): string | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    const parts = keys.map(key =>
      typeof value === 'object' && value !== null
        ? Reflect.get(value, key)
        : undefined,
    );
    const told = parts.filter(
      part =>
        (typeof part === 'string' && part !== '') || typeof part === 'number',
    );
    // Without the first one nothing is named.
    return told.length > 0 && told[0] === parts[0] ? told.join('/') : undefined;
  } catch {
    return undefined;
  }
}
