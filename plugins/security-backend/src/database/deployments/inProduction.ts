import { Knex } from 'knex';
import { z } from 'zod';
import { runningSql } from './runningNow';

const runningSchema = z.object({
  environment: z.string(),
  version: z.string().nullable(),
  commits: z.array(z.string()),
  /** The tool still has the finding somewhere: without its word nobody can say no. */
  live: z.boolean(),
  /** A scan of what runs there is known. */
  scanned: z.boolean(),
  /** And it has the finding. */
  has: z.boolean(),
});

/** Whether what runs somewhere has a finding. */
export type RunningFinding = z.infer<typeof runningSchema>;

/**
 * Whether what runs in production of an entity has a finding, place by place and tool
 * by tool: what several tools found is asked of each. The scans of a tool are asked that
 * are of the very commit or image that runs, or of the environment itself: was it open
 * when they were made? A person's decision does not take it out of production, a fix
 * that is not deployed neither.
 */
export async function loadRunningFinding(
  knex: Knex,
  finding: { entityRef: string; findingId: string; issueKey: string | null },
): Promise<RunningFinding[]> {
  const { entityRef, findingId, issueKey } = finding;
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `WITH running AS (${runningSql}), own AS MATERIALIZED (
       SELECT target_key, identity, scan_state = 'open' AS live FROM finding WHERE finding_id = ?
       UNION SELECT target_key, identity, scan_state = 'open' FROM finding
       WHERE issue_key = ? AND entity_ref = ?
     ), asked AS (
       SELECT t.tool, t.category, t.scope,
         bool_or(o.live) OR NOT EXISTS (SELECT FROM own WHERE live) AS live
       FROM own o JOIN scan_target t USING (target_key) GROUP BY t.tool, t.category, t.scope
     ), scan AS (
       SELECT DISTINCT ON (r.environment, r.place, i.target_key)
         r.environment, r.place, t.tool, t.category, t.scope, i.target_key, i.scanned_at
       FROM running r CROSS JOIN asked a JOIN scan_target t
         ON t.entity_ref = r.entity_ref AND t.tool = a.tool
         AND t.category = a.category AND t.scope = a.scope
       JOIN scan_import i USING (target_key)
       WHERE i.status = 'success' AND NOT i.outdated AND (
         i.digests && r.digests
         OR EXISTS (SELECT FROM unnest(r.commits) AS c(sha) WHERE length(c.sha) >= 7
           AND i.commit_sha IS NOT NULL AND length(i.commit_sha) >= 7
           AND (starts_with(i.commit_sha, c.sha) OR starts_with(c.sha, i.commit_sha)))
         OR (t.environment = r.environment AND i.scanned_at >= r.live_at))
       ORDER BY r.environment, r.place, i.target_key, i.scanned_at DESC, i.position DESC
     )
     SELECT r.environment, r.version, r.commits, a.live, s.target_key IS NOT NULL AS scanned,
       coalesce(bool_or(f.finding_id IS NOT NULL), false) AS has
     FROM running r CROSS JOIN asked a
     LEFT JOIN scan s ON s.environment = r.environment AND s.place = r.place
       AND s.tool = a.tool AND s.category = a.category AND s.scope = a.scope
     LEFT JOIN finding f ON f.target_key = s.target_key
       AND f.identity IN (SELECT identity FROM own)
       AND f.first_seen_at <= s.scanned_at
       AND (f.scan_state = 'open' OR f.fixed_at > s.scanned_at)
     GROUP BY r.environment, r.place, r.version, r.commits, r.live_at,
       a.tool, a.category, a.scope, a.live, s.target_key
     ORDER BY r.live_at DESC, r.environment, r.place, a.tool, s.target_key`,
    [entityRef, findingId, issueKey, entityRef],
  );
  return z.array(runningSchema).parse(rows);
}
