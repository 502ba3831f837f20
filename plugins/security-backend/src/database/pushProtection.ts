import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';

const timesSchema = z.object({
  blocked: z.array(z.date()).nullable(),
  bypassed: z.array(z.date()).nullable(),
});

/** When each was seen first; null where nobody says. */
export type PushProtection = z.infer<typeof timesSchema>;

/**
 * Leaked values, whichever tools found them, that never reached the default branch, and
 * those that somebody pushed past the forge's protection, each by when it was seen first:
 * how many there are in a range follows without asking again. Null where nobody says: no
 * other branch was ever scanned for secrets; no scanner tells of bypasses.
 */
export async function loadPushProtection(
  knex: Knex,
  among: {
    /** On `f`. */
    findings: Condition;
    /** On `t`. */
    targets: Condition;
  },
): Promise<PushProtection> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `WITH told AS MATERIALIZED (
       SELECT d.finding_id, (d.doc->'secret'->>'bypassed')::boolean AS bypassed
       FROM finding_detail d WHERE (d.doc->'secret'->>'bypassed') IS NOT NULL
       -- In order, so that the index is read, which has these alone.
       ORDER BY d.finding_id LIMIT 100000
     )
     SELECT CASE WHEN EXISTS (SELECT FROM scan_target t WHERE NOT t.on_default
         AND 'secret' = ANY(t.kinds) AND (${among.targets.sql}))
       THEN ARRAY(
         SELECT min(f.first_seen_at) FROM finding f
         WHERE f.kind = 'secret' AND NOT f.on_default AND (${among.findings.sql})
           AND NOT EXISTS (SELECT FROM finding m
             WHERE (m.identity = f.identity OR m.secret_id = f.secret_id)
               AND m.entity_ref = f.entity_ref AND m.on_default)
         GROUP BY f.entity_ref, coalesce(f.secret_id, f.identity)) END AS blocked,
       -- Each only where a scanner told of it at all: mostly none does.
       (SELECT CASE WHEN count(*) > 0
           THEN coalesce(array_agg(s.seen) FILTER (WHERE s.bypassed), '{}') END
         FROM (SELECT bool_or(d.bypassed) AS bypassed,
             (SELECT min(m.first_seen_at) FROM finding m
               WHERE m.identity = f.identity AND m.entity_ref = f.entity_ref) AS seen
           FROM told d JOIN finding f USING (finding_id)
           WHERE f.kind = 'secret' AND (${among.findings.sql})
           GROUP BY f.entity_ref, f.identity) s) AS bypassed`,
    [
      ...among.targets.bindings,
      ...among.findings.bindings,
      ...among.findings.bindings,
    ],
  );
  return timesSchema.parse(rows[0]);
}
