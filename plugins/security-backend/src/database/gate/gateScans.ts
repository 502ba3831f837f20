import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { findingKinds } from '@quarterdeck/plugin-security-common';

const scanSchema = z.object({
  entity_ref: z.string(),
  target_key: z.string(),
  kinds: z.array(z.enum(findingKinds)),
  tool: z.string(),
  category: z.string(),
  branch: z.string(),
  environment: z.string(),
  on_default: z.boolean(),
  import_id: z.string(),
  scanned_at: z.date(),
  commit_sha: z.string().nullable(),
  status: z.enum(['success', 'partial', 'failed']),
  rejected: z.number(),
  empty: z.boolean(),
  past: z.boolean(),
});

/** A scan a gate looks at; `past`: its key has gone on to another commit since. */
export type GateScanRow = z.infer<typeof scanSchema>;

/** The newest scans of an entity, by import key; with a commit, those of that commit. */
export async function loadGateScans(
  knex: Knex,
  asked: readonly { entityRef: string; commit: string | null }[],
): Promise<GateScanRow[][]> {
  if (asked.length === 0) return [];
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT q.n::integer - 1 AS n, t.entity_ref, t.target_key, t.kinds, t.tool, t.category, t.branch,
       t.environment, t.on_default, coalesce(i.import_id, t.import_id) AS import_id,
       coalesce(i.scanned_at, t.scanned_at) AS scanned_at,
       coalesce(i.commit_sha, t.commit_sha) AS commit_sha,
       coalesce(i.status, t.status) AS status, coalesce(i.rejected, 0) AS rejected,
       coalesce(i.empty, false) AS empty, coalesce(i.import_id <> t.import_id, false) AS past
     FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS q(entity_ref, commit_sha, n)
     JOIN scan_target t ON t.entity_ref = q.entity_ref
     LEFT JOIN LATERAL (
       SELECT i.* FROM scan_import i
       WHERE i.target_key = t.target_key AND NOT i.outdated
         AND (i.import_id = t.import_id OR (q.commit_sha <> '' AND starts_with(i.commit_sha, q.commit_sha)))
       ORDER BY coalesce(q.commit_sha <> '' AND starts_with(i.commit_sha, q.commit_sha), false) DESC,
         i.scanned_at DESC, i.position DESC LIMIT 1) i ON true
     ORDER BY q.n, t.target_key`,
    [
      arrayLiteral(asked.map(({ entityRef }) => entityRef)),
      arrayLiteral(asked.map(({ commit }) => commit ?? '')),
    ],
  );
  const found = z.array(scanSchema.extend({ n: z.number() })).parse(rows);
  const scans = asked.map((): GateScanRow[] => []);
  for (const { n, ...row } of found) scans[n]?.push(row);
  return scans;
}
