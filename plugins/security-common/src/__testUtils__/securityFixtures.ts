import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../../../../shared/fixtures/security');

/** The shared fixtures, read in place; undefined, and said so, where they are not. */
export function securityFixtures() {
  if (!existsSync(root)) {
    // eslint-disable-next-line no-console
    console.warn(`Left out: ${root} does not exist.`);
    return undefined;
  }
  const text = (file: string) => readFileSync(join(root, file), 'utf8');
  return { text, json: (file: string): unknown => JSON.parse(text(file)) };
}
