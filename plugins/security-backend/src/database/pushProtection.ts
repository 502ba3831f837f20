import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';

const countsSchema = z.object({
  blocked: z.number().nullable(),
  bypassed: z.number().nullable(),
});

/**
 * Secrets of a range that never reached the default branch, and those that somebody
 * pushed past the forge's protection. Null where nobody says: no other branch was ever
 * scanned for secrets; no scanner tells of bypasses.
 */
export async function countPushProtection(
  knex: Knex,
  among: {
    /** On `f`. */
    findings: Condition;
    /** On `t`. */
    targets: Condition;
  },
  range: { from: Date; to: Date },
): Promise<z.infer<typeof countsSchema>> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `WITH secret AS (
       SELECT bool_or(f.on_default) AS merged, min(f.first_seen_at) AS seen,
         bool_or((d.doc->'secret'->>'bypassed')::boolean) AS bypassed
       FROM finding f JOIN finding_detail d USING (finding_id)
       WHERE f.kind = 'secret' AND (${among.findings.sql})
       GROUP BY f.entity_ref, f.identity
     ), own AS (SELECT * FROM secret WHERE seen >= ? AND seen < ?)
     SELECT CASE WHEN EXISTS (SELECT FROM scan_target t WHERE NOT t.on_default
         AND 'secret' = ANY(t.kinds) AND (${among.targets.sql}))
       THEN (SELECT count(*)::integer FROM own WHERE NOT merged) END AS blocked,
       CASE WHEN EXISTS (SELECT FROM secret WHERE bypassed IS NOT NULL)
       THEN (SELECT count(*)::integer FROM own WHERE bypassed) END AS bypassed`,
    [
      ...among.findings.bindings,
      range.from,
      range.to,
      ...among.targets.bindings,
    ],
  );
  return countsSchema.parse(rows[0]);
}
