import { DeliveryHeaders } from '@quarterdeck/plugin-ingest-node';

/** A header that is there exactly once, trimmed; `undefined` when absent, empty or repeated. */
export function headerValue(
  headers: DeliveryHeaders,
  name: string,
): string | undefined {
  const value = headers[name];
  const single = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof single === 'string' ? single.trim() || undefined : undefined;
}
