import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { NewEvent } from '@quarterdeck/plugin-ingest-node';
import { migrateUnderLock } from '@quarterdeck/plugin-portal-node';
import { createTestDatabase } from '@quarterdeck/plugin-portal-node/testUtils';
import { projectSecurityBatch, securityTables } from '../securityConsumer';
import { ImportDeps } from '../service/import/importReport';
import { asEvent, TestScan } from './scans';

/** The area's tables in a database of their own. */
export interface SecurityDatabase {
  knex: Knex;
  /** Imports scans one after the other; what they tell the other areas. */
  import(...scans: readonly TestScan[]): Promise<NewEvent[]>;
  /** Applies claims as one batch. */
  claim(
    ...claims: readonly NewEvent<'subject.claimed.v1'>[]
  ): Promise<NewEvent[]>;
  /** Everything in the projection but positions and what follows from them. */
  dump(): Promise<Record<string, unknown[]>>;
  clear(): Promise<void>;
  drop(): Promise<void>;
}

/** How tests import unless they say otherwise. */
export const testImportDeps: Omit<ImportDeps, 'records'> = {
  rules: {
    slaDays: [
      { tier: '', severity: 'critical', days: 7 },
      { tier: '', severity: 'high', days: 30 },
    ],
    restartOnReopen: false,
    tierOf: () => '',
  },
  settings: { reactivate: true, hold: { share: 0.5, atLeast: 20 } },
  isDefault: branch => branch === 'main',
};

/** Says when or in which order something was read, not what is true. */
const passing = new Set([
  'position',
  'applied_at',
  'last_recorded_at',
  'import_id',
  'first_import',
  'report_id',
  'document_id',
  'reopened_position',
]);

export async function createSecurityDatabase(
  more: Partial<ImportDeps> = {},
): Promise<SecurityDatabase> {
  const { knex, drop } = await createTestDatabase();
  await migrateUnderLock(knex, {
    directory: resolvePackagePath(
      '@quarterdeck/plugin-security-backend',
      'migrations',
    ),
  });
  let position = 1;
  return {
    knex,
    async import(...scans) {
      const told: NewEvent[] = [];
      for (const one of scans) {
        const event = asEvent(one, String(position));
        position += 1;
        const deps: ImportDeps = {
          ...testImportDeps,
          ...more,
          records: async function* records() {
            for (const record of one.records) {
              yield Buffer.from(JSON.stringify(record));
            }
          },
        };
        told.push(
          ...(await knex.transaction(tx =>
            projectSecurityBatch([event], tx, deps),
          )),
        );
      }
      return told;
    },
    async claim(...claims) {
      const events = claims.map((one, index) => ({
        ...one,
        position: String(position + index),
        id: `00000000-0000-4000-9000-${String(position + index).padStart(
          12,
          '0',
        )}`,
        recordedAt: one.occurredAt,
        correlation: {},
      }));
      position += claims.length;
      return knex.transaction(tx =>
        projectSecurityBatch(events, tx, {
          ...testImportDeps,
          ...more,
          records: async function* none() {},
        }),
      );
    },
    dump: () => dumpTables(knex),
    async clear() {
      await knex.raw(
        `TRUNCATE ${[
          ...securityTables,
          'entity_day',
          'finding_comment',
          'finding_triage',
          'finding_decision',
          'risk_acceptance',
          'acceptance_subject',
        ].join(', ')}`,
      );
    },
    drop,
  };
}

/** Everything in the projection but positions and what follows from them. */
export async function dumpTables(
  knex: Knex,
): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {};
  for (const table of securityTables) {
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
