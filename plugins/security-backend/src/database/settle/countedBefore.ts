import { Knex } from 'knex';

/**
 * Everything of a finding that `finding_count`, `entity_count` and `finding_time`
 * follow from, as one text.
 */
const counted = (f: string) => `ROW(${[
  'entity_ref',
  'kind',
  'severity',
  'state',
  'is_open',
  'listed',
  'tools',
  'environment',
  'sla_paused',
  'sla_due',
  'fixed_at',
  'known_exploited',
  'first_seen_at',
  'reopened_at',
]
  .map(name => `${f}.${name}`)
  .join(', ')}, ${f}.suppressed_by IS NOT NULL, ${f}.fixed_version IS NOT NULL,
  CASE WHEN NOT ${f}.is_open THEN ${f}.changed_at END)::text`;

/** SQL of the table that {@link noteCounted} fills. */
export const countedBefore = `CREATE TEMP TABLE IF NOT EXISTS counted_before
  (finding_id text PRIMARY KEY, counted text NOT NULL) ON COMMIT DELETE ROWS`;

/** Notes how the findings stand that a report tells anew, before they are written. */
export async function noteCounted(tx: Knex, targetKey: string): Promise<void> {
  await tx.raw(
    `INSERT INTO counted_before
     SELECT f.finding_id, ${counted('f')}
     FROM scan_row s JOIN finding f USING (finding_id)
     WHERE s.target_key = ? AND s.outcome IN ('updated', 'unchanged')
       AND (s.changed OR s.upgraded)
     ON CONFLICT DO NOTHING`,
    [targetKey],
  );
}

/**
 * Entities of the settled findings whose counts are not what they were: where nothing
 * is known of how a finding stood before, they are taken to have changed. Most of what
 * a scan tells anew is another line or another text.
 */
export async function uncountedEntities(tx: Knex): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: { entity_ref: string }[] }>(
    `SELECT DISTINCT s.entity_ref FROM settling s LEFT JOIN counted_before b USING (finding_id)
     WHERE b.finding_id IS NULL OR b.counted <> ${counted('s')} ORDER BY 1`,
  );
  return rows.map(row => row.entity_ref);
}
