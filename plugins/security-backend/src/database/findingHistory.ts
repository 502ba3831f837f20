import { Knex } from 'knex';
import { z } from 'zod';
import { FindingRow } from './findingRows';

const maybe = z.string().nullable();
const rowSchema = z.object({
  id: z.string(),
  at: z.date(),
  kind: z.string(),
  actor: maybe,
  body: maybe,
  import_id: maybe,
  commit_sha: maybe,
  details: z.unknown(),
  action_id: maybe,
  can_undo: z.boolean(),
});

/** One line of a finding's timeline. */
export type HistoryRow = z.infer<typeof rowSchema>;

/** Scans, decisions, comments and acceptances of a finding, newest first. */
export async function loadHistory(
  knex: Knex,
  finding: FindingRow,
  page: { limit: number; cursor?: [string, string] },
): Promise<HistoryRow[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT * FROM (
       SELECT 'created-' || finding_id AS id, first_seen_at AS at, 'created' AS kind,
         NULL::text AS actor, NULL::text AS body, first_import AS import_id,
         first_commit AS commit_sha, NULL::jsonb AS details, NULL::text AS action_id,
         false AS can_undo
       FROM finding WHERE finding_id = :id
       UNION ALL
       SELECT 'scan-' || position || '-' || change, at, change, NULL, NULL, import_id,
         commit_sha, details, NULL, false
       FROM finding_change WHERE finding_id = :id
       UNION ALL
       SELECT 'person-' || d.id, d.at,
         CASE d.action WHEN 'assignee' THEN 'assigned' ELSE d.action END, d.actor, d.reason,
         NULL, NULL, jsonb_build_object(d.action,
           jsonb_build_array(d.before->d.action, d.after->d.action)),
         d.action_id::text, a.action_id IS NOT NULL AND a.undone_at IS NULL
       FROM finding_decision d LEFT JOIN triage_action a USING (action_id)
       WHERE d.identity = :identity
       UNION ALL
       SELECT 'comment-' || c.id, c.at, 'comment', c.author, c.body, NULL, NULL, NULL,
         c.action_id::text, a.undone_at IS NULL
       FROM finding_comment c LEFT JOIN triage_action a USING (action_id)
       WHERE c.identity = :identity
       UNION ALL
       SELECT 'accepted-' || r.id, r.created_at, 'accepted', r.created_by, r.reason, NULL, NULL,
         NULL, r.action_id::text, r.action_id IS NOT NULL AND r.ended_at IS NULL
       FROM risk_acceptance r WHERE :identity = ANY(r.subjects) OR r.id::text = :acceptance
       UNION ALL
       SELECT 'ended-' || r.id, r.ended_at, 'acceptance_ended', r.ended_by, r.end_reason,
         NULL, NULL, NULL, NULL, false
       FROM risk_acceptance r WHERE r.ended_at IS NOT NULL AND :identity = ANY(r.subjects)
     ) h
     WHERE :at::timestamptz IS NULL OR (h.at, h.id) < (:at::timestamptz, :after)
     ORDER BY h.at DESC, h.id DESC LIMIT :limit`,
    {
      id: finding.finding_id,
      identity: finding.identity,
      acceptance: finding.acceptance_id,
      at: page.cursor?.[0] ?? null,
      after: page.cursor?.[1] ?? '',
      limit: page.limit,
    },
  );
  return z.array(rowSchema).parse(rows);
}
