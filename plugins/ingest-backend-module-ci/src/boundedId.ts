import { createHash } from 'node:crypto';

/** A name as an id of at most 128 characters: itself, or its hash when longer. */
export function boundedId(name: string): string {
  return name.length <= 128
    ? name
    : createHash('sha256').update(name).digest('hex');
}
