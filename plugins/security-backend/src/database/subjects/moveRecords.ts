import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

/**
 * What people said of findings follows them to the entity they belong to now, and
 * so do acceptances that name findings. An acceptance of a rule or a vulnerability
 * keeps the entities that were named when it was made: nobody accepted it for others.
 *
 * Records know findings by identity, so this changes only who sees them.
 */
export async function moveRecords(
  tx: Knex,
  targetKeys: readonly string[],
): Promise<void> {
  const keys = arrayLiteral(targetKeys);
  const belongs = `(SELECT DISTINCT ON (identity) identity, entity_ref FROM finding
    WHERE target_key = ANY(?::text[]) ORDER BY identity, entity_ref)`;
  for (const table of [
    'finding_triage',
    'finding_decision',
    'finding_comment',
  ]) {
    await tx.raw(
      `UPDATE ${table} r SET entity_ref = f.entity_ref FROM ${belongs} f
       WHERE r.identity = f.identity AND r.entity_ref <> f.entity_ref`,
      [keys],
    );
  }
  // Of one that names findings of several entities: those that have one still.
  await tx.raw(
    `UPDATE risk_acceptance a SET entity_refs = n.refs
     FROM (SELECT s.acceptance_id, array_agg(DISTINCT f.entity_ref) AS refs
       FROM acceptance_subject s JOIN finding f ON f.identity = s.subject
       WHERE s.covers = 'finding' AND s.acceptance_id IN (
         SELECT o.acceptance_id FROM finding t JOIN acceptance_subject o
           ON o.covers = 'finding' AND o.subject = t.identity
         WHERE t.target_key = ANY(?::text[]))
       GROUP BY 1) n
     WHERE a.id = n.acceptance_id AND a.entity_refs IS DISTINCT FROM n.refs`,
    [keys],
  );
}
