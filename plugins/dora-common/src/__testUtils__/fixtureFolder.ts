import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../../../../shared/fixtures/delivery');

/** A folder of shared fixtures, read in place; undefined, and said so, where it is not. */
export function fixtureFolder(name: string) {
  const folder = join(root, name);
  if (!existsSync(folder)) {
    // eslint-disable-next-line no-console
    console.warn(`Left out: ${folder} does not exist.`);
    return undefined;
  }
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  return {
    json: (file: string): unknown => JSON.parse(text(file)),
    /** Rows by column; these files quote nothing. */
    csv: (file: string): Record<string, string>[] => {
      const [head, ...lines] = text(file).trim().split(/\r?\n/);
      const names = head.split(',');
      return lines.map(line => {
        const cells = line.split(',');
        return Object.fromEntries(names.map((one, i) => [one, cells[i] ?? '']));
      });
    },
  };
}

/** `2023-4-11 4:51:47` and ISO 8601, in UTC; undefined when empty. */
export function momentOf(text: string): number | undefined {
  const plain = /^(\d+)-(\d+)-(\d+) (\d+):(\d+):(\d+)$/.exec(text);
  if (!plain) return text ? Date.parse(text) : undefined;
  const [year, month, day, hour, minute, second] = plain.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
