import { Knex } from 'knex';
import { ensurePosition, ensurePositionTable } from './logPosition';
import { rebuildOutdated, registerReader } from './readers';

const CONSUMER_LOCK = 5642029;

/**
 * Gives a consumer its position in the plugin's schema and its line on the
 * status page. Safe to run in every replica at every start.
 *
 * @returns the schema, and whether its tables are built anew because an older
 *   projector made them.
 */
export async function prepareConsumer(
  knex: Knex,
  reader: {
    consumer: string;
    plugin: string;
    rebuildable: boolean;
    version: number;
  },
): Promise<{ schema: string; outdated: boolean }> {
  return knex.transaction(async tx => {
    const result = await tx.raw<{
      rows: Array<{ schema: string | null; log: boolean }>;
    }>(
      `SELECT current_schema() AS schema,
         to_regclass('log.event') IS NOT NULL AS log`,
    );
    const found = result.rows[0];
    if (!found?.log || !found.schema) {
      throw new Error(
        `Plugin ${reader.plugin} does not live in the database of the event log: remove its connection under backend.database.plugin.`,
      );
    }
    await tx.raw('SELECT pg_advisory_xact_lock(?)', [CONSUMER_LOCK]);
    const taken = await tx.raw<{ rows: Array<{ plugin: string }> }>(
      'SELECT plugin FROM log.reader WHERE consumer = ? AND plugin <> ?',
      [reader.consumer, reader.plugin],
    );
    if (taken.rows[0]) {
      throw new Error(
        `The consumer name ${reader.consumer} belongs to plugin ${taken.rows[0].plugin}; plugin ${reader.plugin} needs another one.`,
      );
    }
    await ensurePositionTable(tx);
    await ensurePosition(tx, reader.consumer);
    await registerReader(tx, { ...reader, schemaName: found.schema });
    const outdated = await rebuildOutdated(tx, {
      consumer: reader.consumer,
      version: reader.version,
    });
    return { schema: found.schema, outdated };
  });
}
