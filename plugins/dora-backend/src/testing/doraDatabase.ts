import { Knex } from 'knex';
import { defaultSettings } from '@quarterdeck/plugin-dora-common';
import { migrateUnderLock } from '@quarterdeck/plugin-portal-node';
import { createTestDatabase } from '@quarterdeck/plugin-portal-node/testUtils';
import { doraTables, migrationsDirectory } from '../projection';
import { applyBatch } from '../service/applyBatch';
import { SettingsOf } from '../service/computeInTurn';
import { asBatch, TestEvent } from './events';

/** The area's tables in a database of their own. */
export interface DoraDatabase {
  knex: Knex;
  /** Applies events as batches of a consumer would be. */
  apply(events: readonly TestEvent[], batchSize?: number): Promise<void>;
  /** Everything in the tables but positions, numbers and times of recording. */
  dump(): Promise<Record<string, string[]>>;
  clear(): Promise<void>;
  drop(): Promise<void>;
}

/** Columns that say when something was read, or in which order. */
const passing = new Set([
  'position',
  'applied_at',
  'last_recorded_at',
  'no',
  'service_no',
]);

/** "Ever" tables hold what was said meanwhile, too. */
const unsettled = new Set(['service_repo', 'named_sha', 'incident_link']);

/** @see DoraDatabase */
export async function createDoraDatabase(
  settingsOf: SettingsOf = () => defaultSettings,
): Promise<DoraDatabase> {
  const { knex, drop } = await createTestDatabase();
  await migrateUnderLock(knex, { directory: migrationsDirectory() });
  let position = 1;
  return {
    knex,
    async apply(events, batchSize = events.length) {
      for (let at = 0; at < events.length; at += batchSize) {
        const part = events.slice(at, at + batchSize);
        const batch = asBatch(part, position);
        position += part.length;
        await knex.transaction(tx => applyBatch(batch, tx, settingsOf));
      }
    },
    dump: () => dumpTables(knex),
    async clear() {
      await knex.raw(`TRUNCATE ${doraTables.join(', ')}`);
    },
    drop,
  };
}

/** The tables as text, each row with its service's name. */
export async function dumpTables(
  knex: Knex,
): Promise<Record<string, string[]>> {
  const names = new Map(
    (await knex('service').select('no', 'service')).map(
      (row: { no: number; service: string }) => [row.no, row.service],
    ),
  );
  const tables: Record<string, string[]> = {};
  for (const table of doraTables) {
    if (unsettled.has(table)) continue;
    const rows: Record<string, unknown>[] = await knex(table).select();
    tables[table] = rows
      .map(row =>
        JSON.stringify([
          names.get(Number(row.service_no)) ?? null,
          ...Object.entries(row).filter(([name]) => !passing.has(name)),
        ]),
      )
      .sort();
  }
  return tables;
}
