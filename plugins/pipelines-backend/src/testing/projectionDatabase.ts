import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { migrateUnderLock } from '@quarterdeck/plugin-portal-node';
import { createTestDatabase } from '@quarterdeck/plugin-portal-node/testUtils';
import { pipelinesTables, projectBatch } from '../projector';
import { asBatch, TestEvent } from './events';

/** The area's tables in a database of their own. */
export interface ProjectionDatabase {
  knex: Knex;
  /** Applies events as batches of a consumer would be. */
  apply(events: readonly TestEvent[], batchSize?: number): Promise<void>;
  /** Everything in the tables but positions and times of recording. */
  dump(): Promise<Record<string, unknown[]>>;
  clear(): Promise<void>;
  drop(): Promise<void>;
}

/** Columns that say when something was read, not what is true. */
const passing = new Set(['position', 'applied_at', 'last_recorded_at']);

export async function createProjectionDatabase(): Promise<ProjectionDatabase> {
  const { knex, drop } = await createTestDatabase();
  await migrateUnderLock(knex, {
    directory: resolvePackagePath(
      '@quarterdeck/plugin-pipelines-backend',
      'migrations',
    ),
  });
  let position = 1;
  return {
    knex,
    async apply(events, batchSize = events.length) {
      for (let at = 0; at < events.length; at += batchSize) {
        const part = events.slice(at, at + batchSize);
        const batch = asBatch(part, position);
        position += part.length;
        await knex.transaction(tx => projectBatch(batch, tx));
      }
    },
    dump: () => dumpTables(knex),
    async clear() {
      await knex.raw(`TRUNCATE ${pipelinesTables.join(', ')}`);
    },
    drop,
  };
}

/** Everything in the tables but positions and times of recording. */
export async function dumpTables(
  knex: Knex,
): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {};
  for (const table of pipelinesTables) {
    const rows: Record<string, unknown>[] = await knex(table).select();
    tables[table] = rows
      .map(row =>
        JSON.stringify(
          Object.entries(row).filter(([name]) => !passing.has(name)),
        ),
      )
      .sort();
  }
  return tables;
}
