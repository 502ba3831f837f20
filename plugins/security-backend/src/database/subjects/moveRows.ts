import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

/** Which row belongs to which entity now. */
export type Move = { key: string; entityRef: string };

const bindings = (moves: readonly Move[]) => [
  arrayLiteral(moves.map(({ key }) => key)),
  arrayLiteral(moves.map(({ entityRef }) => entityRef)),
];

const moved = 'unnest(?::text[], ?::text[]) AS m(key, entity_ref)';

/** Gives keys of imports, with their imports and findings, to other entities. */
export async function moveScans(
  tx: Knex,
  moves: readonly Move[],
): Promise<void> {
  if (moves.length === 0) return;
  for (const table of ['scan_target', 'scan_import', 'finding']) {
    await tx.raw(
      `UPDATE ${table} t SET entity_ref = m.entity_ref FROM ${moved}
       WHERE t.target_key = m.key AND t.entity_ref <> m.entity_ref`,
      bindings(moves),
    );
  }
}

/** Gives SBOMs to other entities; of each the newest counts. */
export async function moveSboms(
  tx: Knex,
  moves: readonly Move[],
): Promise<void> {
  if (moves.length === 0) return;
  await tx.raw(
    `UPDATE sbom_document t SET entity_ref = m.entity_ref FROM ${moved}
     WHERE t.document_id = m.key`,
    bindings(moves),
  );
}

/** Gives VEX documents with their statements to other entities. */
export async function moveVex(tx: Knex, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  for (const table of ['vex_document', 'vex_statement']) {
    await tx.raw(
      `UPDATE ${table} t SET entity_ref = m.entity_ref FROM ${moved}
       WHERE t.document_id = m.key`,
      bindings(moves),
    );
  }
}

/** Of the SBOMs of these entities, which counts for its scope, branch and environment. */
export async function chooseNewestSboms(
  tx: Knex,
  entityRefs: readonly string[],
): Promise<void> {
  await tx.raw(
    `UPDATE sbom_document d SET newest = p.newest
     FROM (SELECT document_id, row_number() OVER (
         PARTITION BY entity_ref, scope, branch, environment
         ORDER BY created_at DESC, position DESC) = 1 AS newest
       FROM sbom_document WHERE entity_ref = ANY(?::text[])) p
     WHERE d.document_id = p.document_id AND d.newest <> p.newest`,
    [arrayLiteral(entityRefs)],
  );
}

/** Findings of these keys are settled next. */
export async function touchScans(
  tx: Knex,
  targetKeys: readonly string[],
): Promise<void> {
  await tx.raw(
    `INSERT INTO touched_finding SELECT finding_id FROM finding
     WHERE target_key = ANY(?::text[]) ON CONFLICT DO NOTHING`,
    [arrayLiteral(targetKeys)],
  );
}
