import { createHash } from 'node:crypto';

/**
 * Name of a cause: rejected deliveries of one source with one reason at one
 * place. Numbers do not count, they differ between deliveries of one cause.
 */
export function rejectedCause(
  source: string,
  reason: string,
  path: string | undefined,
): string {
  const shape = [source, reason, path ?? ''].join('\n').replace(/\d+/g, '0');
  return createHash('sha256').update(shape).digest('hex').slice(0, 16);
}
