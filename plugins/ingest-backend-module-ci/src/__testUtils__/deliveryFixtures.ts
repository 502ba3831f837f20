import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { z } from 'zod';
import {
  fixtureFolder,
  readJson,
} from '../github/__testUtils__/githubFixtures';

/** The bodies of a fixture folder by file name; none when it is absent. */
export function fixtureBodies(name: string) {
  const folder = fixtureFolder(name);
  if (!folder) return [];
  return readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .sort()
    .map(file => ({ file, body: readJson(join(folder, file)) }));
}

const rows = z.array(z.record(z.string(), z.string()));

/** Rows of a CSV file of a fixture folder; none when it is absent. */
export function fixtureRows(name: string, file: string) {
  const folder = fixtureFolder(name);
  if (!folder) return [];
  const text = readFileSync(join(folder, file), 'utf8');
  return rows.parse(parseCsv(text, { columns: true }));
}
