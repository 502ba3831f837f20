import { Knex } from 'knex';
import { z } from 'zod';

/** The key of imports, with how its newest scan went. */
const targetSchema = z.object({
  target_key: z.string(),
  tool_version: z.string().nullable(),
  kinds: z.array(z.string()),
  scanned_at: z.date(),
  position: z.string(),
  status: z.string(),
  complete_at: z.date().nullable(),
  commit_sha: z.string().nullable(),
  /** The import that is asked about was made already. */
  imported: z.boolean(),
});

/** @see loadTarget */
export type StoredTarget = z.infer<typeof targetSchema>;

/** What is known of a key; `undefined` before its first import. */
export async function loadTarget(
  tx: Knex,
  targetKey: string,
  importId: string,
): Promise<StoredTarget | undefined> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `SELECT target_key, tool_version, kinds, scanned_at, position::text, status,
       complete_at, commit_sha,
       EXISTS (SELECT FROM scan_import WHERE import_id = ?) AS imported
     FROM scan_target WHERE target_key = ?`,
    [importId, targetKey],
  );
  return z.array(targetSchema).parse(rows)[0];
}

/** What an import says of its key. */
export interface TargetRow {
  target_key: string;
  entity_ref: string;
  tool: string;
  category: string;
  scope: string;
  branch: string;
  environment: string;
  on_default: boolean;
  tool_version: string | null;
  kinds: readonly string[];
  import_id: string;
  position: string;
  commit_sha: string | null;
  scanned_at: Date;
  status: string;
  reason: string | null;
  /** Null unless this scan was complete. */
  complete_at: Date | null;
  complete_commit: string | null;
  held: number;
}

/** Files the newest scan of a key; what was complete last stays until another is. */
export async function saveTarget(tx: Knex, row: TargetRow): Promise<void> {
  await tx.raw(
    `INSERT INTO scan_target AS t (target_key, entity_ref, tool, category, scope,
       branch, environment, on_default, tool_version, kinds, import_id, position,
       commit_sha, scanned_at, status, reason, complete_at, complete_commit, held)
     VALUES (:target_key, :entity_ref, :tool, :category, :scope, :branch,
       :environment, :on_default, :tool_version,
       ARRAY(SELECT jsonb_array_elements_text(:kinds::jsonb)), :import_id,
       :position::bigint, :commit_sha, :scanned_at, :status, :reason,
       :complete_at::timestamptz, :complete_commit, :held)
     ON CONFLICT (target_key) DO UPDATE SET
       tool_version = coalesce(excluded.tool_version, t.tool_version),
       kinds = ARRAY(SELECT DISTINCT unnest(t.kinds || excluded.kinds) ORDER BY 1),
       import_id = excluded.import_id, position = excluded.position,
       commit_sha = excluded.commit_sha, scanned_at = excluded.scanned_at,
       status = excluded.status, reason = excluded.reason,
       complete_at = coalesce(excluded.complete_at, t.complete_at),
       complete_commit = CASE WHEN excluded.complete_at IS NULL
         THEN t.complete_commit ELSE excluded.complete_commit END,
       held = excluded.held`,
    { ...row, kinds: JSON.stringify(row.kinds) },
  );
}

/** Counters of one import. */
export interface ImportRow {
  import_id: string;
  report_id: string;
  target_key: string;
  entity_ref: string;
  position: string;
  format: string;
  tool_version: string | null;
  commit_sha: string | null;
  base_commit: string | null;
  scanned_at: Date;
  received_at: Date;
  status: string;
  reason: string | null;
  outdated: boolean;
  held: boolean;
  close_old: boolean;
  run_instance: string | null;
  run_external_id: string | null;
  created: number;
  updated: number;
  unchanged: number;
  fixed: number;
  reopened: number;
  suppressed: number;
  pending_close: number;
  rejected: number;
  /** The report says that it looked at nothing. */
  empty: boolean;
  /** Of the image it is of. */
  digests: readonly string[];
  before_counts: object;
  after_counts: object;
}

/** Files an import in the history of its key. */
export async function saveImport(tx: Knex, row: ImportRow): Promise<void> {
  await tx('scan_import')
    .insert({
      ...row,
      before_counts: JSON.stringify(row.before_counts),
      after_counts: JSON.stringify(row.after_counts),
    })
    .onConflict('import_id')
    .merge();
}

/** Findings of a key by severity. */
export interface TargetCounts {
  /** What is open. */
  open: Record<string, number>;
  /** What scans have, by the severity they say: decisions of people do not change it. */
  scanned: Record<string, number>;
}

const added = (counts: Record<string, number>, severity: string, n: number) => {
  if (n > 0) counts[severity] = (counts[severity] ?? 0) + n;
};

/** Counts both in one reading, for there may be very many. */
export async function countTarget(
  tx: Knex,
  targetKey: string,
): Promise<TargetCounts> {
  const { rows } = await tx.raw<{
    rows: {
      severity: string;
      scan_severity: string;
      open: number;
      scanned: number;
    }[];
  }>(
    `SELECT severity, scan_severity, count(*) FILTER (WHERE is_open)::integer AS open,
       count(*) FILTER (WHERE scan_state = 'open' AND source_suppressed IS NULL)::integer AS scanned
     FROM finding WHERE target_key = ? GROUP BY severity, scan_severity`,
    [targetKey],
  );
  const counts: TargetCounts = { open: {}, scanned: {} };
  for (const row of rows) {
    added(counts.open, row.severity, row.open);
    added(counts.scanned, row.scan_severity, row.scanned);
  }
  return counts;
}

/** Open findings of a key that an import saw first, or again, by severity. */
export async function countFresh(
  tx: Knex,
  targetKey: string,
): Promise<Record<string, number>> {
  const { rows } = await tx.raw<{ rows: { severity: string; n: number }[] }>(
    `SELECT f.severity, count(*)::integer AS n
     FROM scan_row s JOIN finding f USING (finding_id)
     WHERE s.target_key = ? AND s.outcome IN ('created', 'reopened') AND f.is_open
     GROUP BY f.severity`,
    [targetKey],
  );
  return Object.fromEntries(rows.map(({ severity, n }) => [severity, n]));
}

/**
 * Open findings of all scans of a commit, what several tools found once. A scan
 * that has gone on to another commit does not count.
 */
export async function countCommitOpen(
  tx: Knex,
  entityRef: string,
  commit: string,
): Promise<Record<string, number>> {
  const { rows } = await tx.raw<{ rows: { severity: string; n: number }[] }>(
    `SELECT severity, count(*)::integer AS n FROM (
       SELECT DISTINCT ON (coalesce(f.issue_key, f.finding_id)) f.severity
       FROM scan_target t JOIN finding f USING (target_key)
       WHERE t.entity_ref = ? AND t.commit_sha = ? AND f.is_open
       ORDER BY coalesce(f.issue_key, f.finding_id), f.severity_rank) f
     GROUP BY severity`,
    [entityRef, commit],
  );
  return Object.fromEntries(rows.map(({ severity, n }) => [severity, n]));
}
