import { Knex } from 'knex';
import { z } from 'zod';
import { severities } from '@quarterdeck/plugin-ingest-common';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { toldScanSchema } from './toldScan';

const counts = z.partialRecord(z.enum(severities), z.number());
const rowSchema = toldScanSchema.extend({
  open: counts,
  commit_open: counts,
});

/** A scan of a commit that its key has gone on from, and what is open of it. */
export type ToldCommit = z.infer<typeof rowSchema>;

/** Open then and not decided away since; `f` as the scan of `s` saw it. */
const openThen = `f.first_seen_at <= s.scanned_at
  AND (f.scan_state = 'open' OR f.fixed_at > s.scanned_at)
  AND f.suppressed_by IS NULL
  AND f.state NOT IN ('risk_accepted', 'false_positive', 'out_of_scope')`;

const mostTold = 200;

/**
 * Scans of the last 30 days that had these findings and are of a commit that their key
 * has gone on from, with what is open of scan and commit as it is decided now.
 */
export async function loadToldCommits(
  tx: Knex,
  findingIds: readonly string[],
): Promise<ToldCommit[]> {
  if (findingIds.length === 0) return [];
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `WITH told AS (
       SELECT DISTINCT ON (i.target_key, i.commit_sha) i.*, t.tool, t.category, t.scope,
         t.branch, t.environment, t.kinds
       FROM (SELECT target_key, min(first_seen_at) AS seen FROM finding
         WHERE finding_id = ANY(?::text[]) GROUP BY 1) f
       JOIN scan_target t USING (target_key) JOIN scan_import i USING (target_key)
       WHERE i.commit_sha IS NOT NULL AND i.commit_sha <> t.commit_sha AND NOT i.outdated
         AND i.scanned_at >= f.seen AND i.scanned_at > now() - interval '30 days'
       ORDER BY i.target_key, i.commit_sha, i.scanned_at DESC, i.position DESC
     ), newest AS (
       SELECT * FROM told ORDER BY scanned_at DESC LIMIT ${mostTold}
     )
     SELECT s.entity_ref, s.tool, s.category, s.scope, s.branch, s.environment, s.kinds,
       s.import_id, s.position::text AS position, s.commit_sha, s.scanned_at, s.status, s.reason,
       coalesce((SELECT jsonb_object_agg(o.severity, o.n) FROM (
         SELECT f.severity, count(*) AS n FROM finding f
         WHERE f.target_key = s.target_key AND ${openThen} GROUP BY 1) o), '{}') AS open,
       coalesce((SELECT jsonb_object_agg(o.severity, o.n) FROM (
         SELECT severity, count(*) AS n FROM (
           SELECT DISTINCT ON (coalesce(f.issue_key, f.finding_id)) f.severity
           FROM (SELECT DISTINCT ON (a.target_key) a.target_key, a.scanned_at
             FROM scan_import a WHERE a.entity_ref = c.entity_ref
               AND a.commit_sha = c.commit_sha AND NOT a.outdated
             ORDER BY a.target_key, a.scanned_at DESC, a.position DESC) s
           JOIN finding f USING (target_key) WHERE ${openThen}
           ORDER BY coalesce(f.issue_key, f.finding_id), f.severity_rank) one
         GROUP BY 1) o), '{}') AS commit_open
     FROM newest s CROSS JOIN LATERAL (SELECT s.entity_ref, s.commit_sha) c
     ORDER BY s.scanned_at, s.target_key`,
    [arrayLiteral(findingIds)],
  );
  return z.array(rowSchema).parse(rows);
}
