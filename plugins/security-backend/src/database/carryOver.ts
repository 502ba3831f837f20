import { LogBegin } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import { recountEntities } from './settle/entityCounts';
import { chooseNewestSboms } from './subjects/moveRows';
import { keepNewestVex } from './vexRows';

/**
 * Keys of imports that began before the log does. What a finding is follows from
 * every scan of its key, so such a key is taken over as it stands, with its later
 * imports: these are then known and not made again.
 */
const oldKeys = `SELECT target_key FROM :oldSchema:.scan_import
  WHERE position < :position::bigint`;

/** What is copied, and on which condition on `o`; what others point to comes first. */
const copied: readonly (readonly [table: string, condition: string])[] = [
  ['deployment_claim', 'o.position < :position::bigint'],
  [
    'production_deployment',
    'o.position < :position::bigint OR o.observed_at < :recordedAt',
  ],
  ['scan_target', `o.target_key IN (${oldKeys})`],
  ['scan_import', `o.target_key IN (${oldKeys})`],
  ['finding', `o.target_key IN (${oldKeys})`],
  [
    'finding_detail',
    'EXISTS (SELECT FROM finding f WHERE f.finding_id = o.finding_id)',
  ],
  [
    'finding_change',
    'EXISTS (SELECT FROM finding f WHERE f.finding_id = o.finding_id)',
  ],
  // Which names mean the same vulnerability is only ever learnt.
  ['alias_group', 'true'],
  ['vex_document', 'o.position < :position::bigint'],
  ['vex_statement', 'o.position < :position::bigint'],
  ['sbom_document', 'o.position < :position::bigint'],
  [
    'sbom_component',
    'EXISTS (SELECT FROM sbom_document d WHERE d.document_id = o.document_id)',
  ],
  [
    'sbom_package',
    'EXISTS (SELECT FROM sbom_component c WHERE c.package_id = o.package_id)',
  ],
  ['sbom_version', 'true'],
  ['projection_freshness', 'true'],
];

/** Copies what the log has forgotten into the tables a rebuild is about to fill. */
export async function carryOver(
  tx: Knex.Transaction,
  oldSchema: string,
  begin: LogBegin,
): Promise<void> {
  const values = {
    oldSchema,
    position: begin.position,
    recordedAt: begin.recordedAt,
  };
  for (const [table, condition] of copied) {
    const columns = await columnsOf(tx, oldSchema, table);
    await tx.raw(
      `INSERT INTO ${table} (${columns}) SELECT ${columns}
       FROM :oldSchema:.${table} o WHERE ${condition}`,
      values,
    );
  }
  const { rows } = await tx.raw<{ rows: { entity_ref: string }[] }>(
    `SELECT entity_ref FROM scan_target UNION SELECT entity_ref FROM sbom_document
     UNION SELECT entity_ref FROM vex_document`,
  );
  const entities = rows.map(row => row.entity_ref);
  // The newest may be one that the log still tells of.
  await chooseNewestSboms(tx, entities);
  for (const entityRef of entities) await keepNewestVex(tx, entityRef);
  await recountEntities(tx, entities);
}

/** The old table may be of an older migration, with columns in another order. */
async function columnsOf(
  tx: Knex.Transaction,
  schema: string,
  table: string,
): Promise<string> {
  const { rows } = await tx.raw<{ rows: { names: string }[] }>(
    `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS names
     FROM pg_attribute
     WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped
       AND attgenerated = ''`,
    [`"${schema}"."${table}"`],
  );
  return rows[0]?.names ?? '';
}
