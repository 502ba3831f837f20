import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

/** The table of what is to be settled; empty in every transaction. */
export async function prepareTouched(tx: Knex): Promise<void> {
  // One round trip, and no compiling: that takes longer than these statements.
  await tx.raw(`
    SET LOCAL jit = off;
    CREATE TEMP TABLE IF NOT EXISTS touched_finding
      (finding_id text PRIMARY KEY) ON COMMIT DELETE ROWS;
    DELETE FROM touched_finding`);
}

/** These findings. */
export async function touchFindings(
  tx: Knex,
  findingIds: readonly string[],
): Promise<void> {
  if (findingIds.length === 0) return;
  await tx.raw(
    `INSERT INTO touched_finding SELECT DISTINCT * FROM unnest(?::text[])
     ON CONFLICT DO NOTHING`,
    [arrayLiteral(findingIds)],
  );
}

/** Findings of the same identity, on every branch. */
export async function touchIdentities(
  tx: Knex,
  identities: readonly string[],
): Promise<void> {
  if (identities.length === 0) return;
  await tx.raw(
    `INSERT INTO touched_finding
     SELECT finding_id FROM finding WHERE identity = ANY(?::text[])
     ON CONFLICT DO NOTHING`,
    [arrayLiteral(identities)],
  );
}

/** Findings of an entity that are not fixed and name a vulnerability. */
export async function touchVulnerable(
  tx: Knex,
  entityRef: string,
): Promise<void> {
  await tx.raw(
    `INSERT INTO touched_finding
     SELECT finding_id FROM finding
     WHERE entity_ref = ? AND alias_key IS NOT NULL
     ON CONFLICT DO NOTHING`,
    [entityRef],
  );
}

/** What was found by other tools too is settled together. */
export async function touchIssueMates(tx: Knex): Promise<void> {
  await tx.raw(
    `INSERT INTO touched_finding
     SELECT f.finding_id FROM finding f
     WHERE f.issue_key IN (
       SELECT o.issue_key FROM touched_finding t JOIN finding o USING (finding_id)
       WHERE o.issue_key IS NOT NULL)
     ON CONFLICT DO NOTHING`,
  );
}

/** Everything that is to be settled, or was. */
export async function touchedIds(tx: Knex): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: { finding_id: string }[] }>(
    'SELECT finding_id FROM touched_finding ORDER BY 1',
  );
  return rows.map(row => row.finding_id);
}

/** Whether there is anything to settle. */
export async function anyTouched(tx: Knex): Promise<boolean> {
  const { rows } = await tx.raw<{ rows: { some: boolean }[] }>(
    'SELECT EXISTS (SELECT FROM touched_finding) AS some',
  );
  return rows[0]?.some === true;
}

/** The same for what is to be settled. */
export async function analyzeTouched(tx: Knex): Promise<void> {
  const { rows } = await tx.raw<{ rows: { many: boolean }[] }>(
    'SELECT count(*) > 500 AS many FROM (SELECT 1 FROM touched_finding LIMIT 501) t',
  );
  if (rows[0]?.many) await tx.raw('ANALYZE touched_finding');
}
