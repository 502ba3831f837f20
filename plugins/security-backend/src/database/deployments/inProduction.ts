import { Knex } from 'knex';
import { z } from 'zod';
import { runningSql } from './runningNow';

const runningSchema = z.object({
  environment: z.string(),
  version: z.string().nullable(),
  commits: z.array(z.string()),
  /** A scan of what runs there is known. */
  scanned: z.boolean(),
  /** And it has the finding. */
  has: z.boolean(),
});

/** Whether what runs somewhere has a finding. */
export type RunningFinding = z.infer<typeof runningSchema>;

/**
 * Whether what runs in production of an entity has a finding, place by place. The
 * scans of the same tool are asked that are of the very commit or image that runs, or
 * of the environment itself: was it open when they were made? A person's decision does
 * not take it out of production, a fix that is not deployed neither.
 */
export async function loadRunningFinding(
  knex: Knex,
  finding: { entityRef: string; identity: string; targetKey: string },
): Promise<RunningFinding[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `WITH running AS (${runningSql}), alike AS (
       SELECT t.* FROM scan_target own JOIN scan_target t
         ON t.entity_ref = own.entity_ref AND t.tool = own.tool
         AND t.category = own.category AND t.scope = own.scope
       WHERE own.target_key = ?
     ), scan AS (
       SELECT DISTINCT ON (r.environment, r.place, i.target_key)
         r.environment, r.place, i.target_key, i.scanned_at, i.import_id = t.import_id AS newest
       FROM running r CROSS JOIN alike t JOIN scan_import i USING (target_key)
       WHERE i.status = 'success' AND NOT i.outdated AND (
         i.digests && r.digests
         OR EXISTS (SELECT FROM unnest(r.commits) AS c(sha) WHERE length(c.sha) >= 7
           AND i.commit_sha IS NOT NULL AND length(i.commit_sha) >= 7
           AND (starts_with(i.commit_sha, c.sha) OR starts_with(c.sha, i.commit_sha)))
         OR (t.environment = r.environment AND i.scanned_at >= r.live_at))
       ORDER BY r.environment, r.place, i.target_key, i.scanned_at DESC, i.position DESC
     )
     SELECT r.environment, r.version, r.commits, s.target_key IS NOT NULL AS scanned,
       coalesce(bool_or(f.finding_id IS NOT NULL), false) AS has
     FROM running r LEFT JOIN scan s ON s.environment = r.environment AND s.place = r.place
     LEFT JOIN finding f ON f.target_key = s.target_key AND f.identity = ?
       AND f.first_seen_at <= s.scanned_at
       AND (f.scan_state = 'open' OR f.fixed_at > s.scanned_at)
     GROUP BY r.environment, r.place, r.version, r.commits, r.live_at, s.target_key
     ORDER BY r.live_at DESC, r.environment, r.place`,
    [finding.entityRef, finding.targetKey, finding.identity],
  );
  return z.array(runningSchema).parse(rows);
}
