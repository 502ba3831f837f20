import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';
import { rotateStates, severities } from '@quarterdeck/plugin-security-common';

const taskSchema = z.object({
  secret_id: z.string(),
  mask: z.string().nullable(),
  rules: z.array(z.string()),
  rank: z.number(),
  verified: z.boolean().nullable(),
  state: z.enum(rotateStates),
  assignee: z.string().nullable(),
  note: z.string().nullable(),
  changed_by: z.string().nullable(),
  changed_at: z.date().nullable(),
  seen_after: z.boolean(),
  first_seen_at: z.date(),
  last_seen_at: z.date(),
  entities: z.array(z.string()),
  files: z.number(),
  findings: z.number(),
  open: z.number(),
});

/** One leaked value, wherever it stands. */
export type SecretRow = z.infer<typeof taskSchema>;

/** Secrets whose findings match: those that work first, then the worst, then the newest. */
export async function selectSecrets(
  knex: Knex,
  condition: Condition,
  page: {
    limit: number;
    states: readonly string[];
    cursor?: [number, string, string];
  },
): Promise<SecretRow[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT * FROM (
       SELECT f.secret_id, min(d.doc->'secret'->>'mask') AS mask,
         array_agg(DISTINCT f.rule_id) AS rules, min(f.severity_rank)::integer AS rank,
         bool_or(f.secret_verified) AS verified,
         coalesce(k.state, 'to_rotate') AS state, k.assignee, k.note, k.changed_by, k.changed_at,
         coalesce(k.state = 'rotated' AND max(f.first_seen_at) > k.changed_at, false) AS seen_after,
         min(f.first_seen_at) AS first_seen_at,
         max(coalesce(f.last_seen_at, t.complete_at, t.scanned_at, f.first_seen_at)) AS last_seen_at,
         array_agg(DISTINCT f.entity_ref) AS entities,
         count(DISTINCT (f.entity_ref, f.path))::integer AS files, count(*)::integer AS findings,
         count(*) FILTER (WHERE f.is_open)::integer AS open,
         CASE WHEN bool_or(f.secret_verified) THEN 0 ELSE min(f.severity_rank) END::integer AS place
       FROM finding f JOIN finding_detail d USING (finding_id)
       LEFT JOIN scan_target t USING (target_key)
       LEFT JOIN secret_task k USING (secret_id)
       WHERE f.secret_id IS NOT NULL AND ${condition.sql}
       GROUP BY f.secret_id, k.state, k.assignee, k.note, k.changed_by, k.changed_at
     ) s
     WHERE (?::text = '{}' OR s.state = ANY(?::text[]))
       AND (?::integer IS NULL OR (s.place, -extract(epoch FROM s.first_seen_at), s.secret_id)
         > (?::integer, ?::numeric, ?::text))
     ORDER BY s.place, -extract(epoch FROM s.first_seen_at), s.secret_id LIMIT ?`,
    [
      ...condition.bindings,
      `{${page.states.join(',')}}`,
      `{${page.states.join(',')}}`,
      page.cursor?.[0] ?? null,
      page.cursor?.[0] ?? null,
      page.cursor?.[1] ?? null,
      page.cursor?.[2] ?? null,
      page.limit,
    ],
  );
  return z.array(taskSchema).parse(rows);
}

/** The severity of a rank. */
export const severityOfRank = (rank: number) =>
  severities[rank - 1] ?? 'unknown';

/** Secrets nobody rotated yet. */
export async function countSecrets(
  knex: Knex,
  condition: Condition,
): Promise<{ toRotate: number; verified: number }> {
  const { rows } = await knex.raw<{
    rows: { to_rotate: number; verified: number }[];
  }>(
    `SELECT count(*)::integer AS to_rotate, count(*) FILTER (WHERE verified)::integer AS verified
     FROM (SELECT f.secret_id, bool_or(f.secret_verified) AS verified
       FROM finding f LEFT JOIN secret_task k USING (secret_id)
       WHERE f.secret_id IS NOT NULL AND f.is_open AND ${condition.sql}
         AND coalesce(k.state, 'to_rotate') IN ('to_rotate', 'rotating')
       GROUP BY 1) s`,
    condition.bindings,
  );
  const [row] = rows;
  return { toRotate: row?.to_rotate ?? 0, verified: row?.verified ?? 0 };
}

/** Says how far a rotation is. */
export async function saveSecretTask(
  tx: Knex,
  row: {
    secret_id: string;
    state: string;
    assignee: string | null;
    note: string | null;
    changed_by: string;
    changed_at: Date;
  },
): Promise<void> {
  await tx('secret_task').insert(row).onConflict('secret_id').merge();
}
