import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { emptyTables } from '../emptyTables';
import { countedBefore } from './countedBefore';
import { findingColumns } from './settlingColumns';

/**
 * The tables of what is to be settled; empty in every transaction. `touched_finding`
 * names findings that are there already; `settling` holds the rows themselves, and
 * those that are new. What follows for a finding is worked out there, so that the
 * table of findings with its many indexes is written once, with the outcome.
 */
export async function prepareTouched(tx: Knex): Promise<void> {
  // One round trip, and no compiling: that takes longer than these statements.
  await tx.raw(`
    SET LOCAL jit = off;
    -- Counts of an entity are few; how many the planner cannot know, and would sort on disk.
    SET LOCAL work_mem = '64MB';
    CREATE TEMP TABLE IF NOT EXISTS touched_finding
      (finding_id text PRIMARY KEY) ON COMMIT DELETE ROWS;
    CREATE TEMP TABLE IF NOT EXISTS settling
      (LIKE finding INCLUDING DEFAULTS, PRIMARY KEY (finding_id)) ON COMMIT DELETE ROWS;
    CREATE INDEX IF NOT EXISTS settling_issue ON settling (issue_key)
      WHERE issue_key IS NOT NULL;
    ${countedBefore};
    ${emptyTables('touched_finding', 'settling', 'counted_before')}`);
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

const columns = findingColumns.join(', ');

/**
 * Takes what was touched among the rows that are settled. They stay locked: whoever
 * else writes them waits, so nothing is written over.
 */
export async function pullTouched(tx: Knex): Promise<void> {
  await tx.raw(
    `INSERT INTO settling (${columns})
     SELECT ${findingColumns.map(name => `f.${name}`).join(', ')}
     FROM touched_finding t JOIN finding f USING (finding_id)
     WHERE NOT EXISTS (SELECT FROM settling s WHERE s.finding_id = t.finding_id)
     FOR NO KEY UPDATE OF f`,
  );
}

/** What was found by other tools too is settled together. */
export async function touchIssueMates(tx: Knex): Promise<void> {
  const { rowCount } = await tx.raw<{ rowCount: number }>(
    `INSERT INTO touched_finding
     SELECT f.finding_id FROM finding f
     WHERE f.issue_key IN (SELECT s.issue_key FROM settling s WHERE s.issue_key IS NOT NULL)
     ON CONFLICT DO NOTHING`,
  );
  if (rowCount > 0) await pullTouched(tx);
}

/** Everything that was there and is to be settled, or was. */
export async function touchedIds(tx: Knex): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: { finding_id: string }[] }>(
    'SELECT finding_id FROM touched_finding ORDER BY 1',
  );
  return rows.map(row => row.finding_id);
}

/** Whether there is anything to settle. */
export async function anyTouched(tx: Knex): Promise<boolean> {
  const { rows } = await tx.raw<{ rows: { some: boolean }[] }>(
    `SELECT EXISTS (SELECT FROM touched_finding)
       OR EXISTS (SELECT FROM settling) AS some`,
  );
  return rows[0]?.some === true;
}

/** Lets the planner know of many rows to be settled; of few it need not. */
export async function analyzeSettling(tx: Knex): Promise<void> {
  const { rows } = await tx.raw<{ rows: { many: boolean }[] }>(
    'SELECT count(*) > 500 AS many FROM (SELECT 1 FROM settling LIMIT 501) t',
  );
  if (rows[0]?.many) {
    await tx.raw(
      'ANALYZE touched_finding; ANALYZE settling (finding_id, entity_ref, issue_key)',
    );
  }
}
