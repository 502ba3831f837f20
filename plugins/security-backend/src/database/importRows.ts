import { Knex } from 'knex';
import { z } from 'zod';
import {
  findingKinds,
  importOutcomes,
} from '@quarterdeck/plugin-security-common';
import { Condition } from '@quarterdeck/plugin-portal-node';

const maybe = z.string().nullable();
const rowSchema = z.object({
  import_id: z.string(),
  target_key: z.string(),
  entity_ref: z.string(),
  tool: z.string(),
  category: z.string(),
  scope: z.string(),
  branch: z.string(),
  environment: z.string(),
  kinds: z.array(z.enum(findingKinds)),
  position: z.string(),
  format: z.string(),
  tool_version: maybe,
  commit_sha: maybe,
  scanned_at: z.date(),
  received_at: z.date(),
  status: z.enum(['success', 'partial', 'failed']),
  reason: maybe,
  outdated: z.boolean(),
  held: z.boolean(),
  close_old: z.boolean(),
  run_instance: maybe,
  run_external_id: maybe,
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  fixed: z.number(),
  reopened: z.number(),
  suppressed: z.number(),
  pending_close: z.number(),
  rejected: z.number(),
  before_counts: z.unknown(),
  after_counts: z.unknown(),
});

/** One report taken in for one key. */
export type ImportAnswerRow = z.infer<typeof rowSchema>;

/** Imports under a condition on `i` (scan_import) and `t` (scan_target), newest first. */
export async function selectImports(
  knex: Knex,
  condition: Condition,
  page: { limit: number; cursor?: [string, string] },
): Promise<ImportAnswerRow[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT i.*, i.position::text AS position, t.tool, t.category, t.scope, t.branch, t.environment, t.kinds
     FROM scan_import i JOIN scan_target t USING (target_key)
     WHERE (${condition.sql})
       AND (?::timestamptz IS NULL OR (i.scanned_at, i.import_id) < (?::timestamptz, ?::text))
     ORDER BY i.scanned_at DESC, i.import_id DESC LIMIT ?`,
    [
      ...condition.bindings,
      page.cursor?.[0] ?? null,
      page.cursor?.[0] ?? null,
      page.cursor?.[1] ?? null,
      page.limit,
    ],
  );
  return z.array(rowSchema).parse(rows);
}

const touchedSchema = z.object({
  finding_id: z.string(),
  outcome: z.enum(importOutcomes),
  details: z.unknown(),
});

/** What an import did to which finding; the unchanged ones are only counted. */
export async function selectImportOutcomes(
  knex: Knex,
  importId: string,
  page: { limit: number; outcomes: readonly string[]; after?: string },
): Promise<z.infer<typeof touchedSchema>[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT finding_id, outcome, details FROM (
       SELECT f.finding_id, 'created' AS outcome, NULL::jsonb AS details
       FROM scan_import i JOIN finding f ON f.target_key = i.target_key
         AND f.first_import = i.import_id WHERE i.import_id = :importId
       UNION ALL
       SELECT c.finding_id, c.change, c.details
       FROM scan_import i JOIN finding f USING (target_key)
       JOIN finding_change c ON c.finding_id = f.finding_id AND c.position = i.position
       WHERE i.import_id = :importId) x
     WHERE (:all OR outcome = ANY(:outcomes::text[])) AND finding_id > :after
     ORDER BY finding_id, outcome LIMIT :limit`,
    {
      importId,
      all: page.outcomes.length === 0,
      outcomes: `{${page.outcomes.join(',')}}`,
      after: page.after ?? '',
      limit: page.limit,
    },
  );
  return z.array(touchedSchema).parse(rows);
}

/** Findings of a key that wait for a second scan are fixed now. */
export async function closeHeld(
  tx: Knex,
  targetKey: string,
  at: { at: Date; position: string; importId: string },
): Promise<void> {
  await tx.raw(
    `WITH closed AS (
       UPDATE finding SET scan_state = 'fixed', pending_close = false, fixed_at = :at,
         fixed_by = 'person', changed_at = :at, position = :position::bigint
       WHERE target_key = :targetKey AND pending_close RETURNING finding_id
     ), noted AS (
       INSERT INTO finding_change (finding_id, position, change, at, import_id, details)
       SELECT finding_id, :position::bigint, 'fixed', :at, :importId, '{"by": "person"}'::jsonb
       FROM closed ON CONFLICT DO NOTHING
     )
     INSERT INTO touched_finding SELECT finding_id FROM closed ON CONFLICT DO NOTHING`,
    { ...at, targetKey },
  );
  await tx('scan_target').where({ target_key: targetKey }).update({ held: 0 });
}

const coverageSchema = z.object({
  entity_ref: z.string(),
  kind: z.enum(findingKinds),
  tools: z.array(z.string()),
  scanned_at: z.date(),
  complete_at: z.date().nullable(),
  incomplete: z.boolean(),
  import_id: z.string(),
  run_instance: maybe,
  run_external_id: maybe,
  open: z.number(),
});

/** One kind of scan of one entity. */
export type CoverageRow = z.infer<typeof coverageSchema>;

/** Which kinds entities have been scanned for. */
export async function loadCoverage(
  knex: Knex,
  entityRefs: readonly string[],
): Promise<CoverageRow[]> {
  if (entityRefs.length === 0) return [];
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `WITH scans AS (
       SELECT t.entity_ref, k.kind, array_agg(DISTINCT t.tool) AS tools,
         max(t.scanned_at) AS scanned_at, max(t.complete_at) AS complete_at,
         bool_or(t.status <> 'success') AS incomplete,
         (array_agg(t.import_id ORDER BY t.scanned_at DESC))[1] AS import_id
       FROM scan_target t, unnest(t.kinds) AS k(kind)
       WHERE t.on_default AND t.entity_ref = ANY(:refs::text[]) GROUP BY 1, 2)
     SELECT s.*, i.run_instance, i.run_external_id,
       coalesce((SELECT sum(c.listed) FROM entity_count c WHERE c.entity_ref = s.entity_ref
         AND c.kind = s.kind AND c.state IN ('open', 'triaged', 'in_progress')), 0)::integer AS open
     FROM scans s LEFT JOIN scan_import i USING (import_id)
     ORDER BY s.entity_ref, s.kind`,
    { refs: `{${entityRefs.map(ref => JSON.stringify(ref)).join(',')}}` },
  );
  return z.array(coverageSchema).parse(rows);
}

/** The imports of the same key before and after one. */
export async function loadNeighbours(
  knex: Knex,
  row: Pick<ImportAnswerRow, 'target_key' | 'scanned_at' | 'position'>,
): Promise<{ previousId: string | null; nextId: string | null }> {
  const beside = async (sign: '<' | '>') => {
    const direction = sign === '<' ? 'DESC' : 'ASC';
    const { rows } = await knex.raw<{ rows: { import_id: string }[] }>(
      `SELECT import_id FROM scan_import WHERE target_key = ?
         AND (scanned_at, position) ${sign} (?, ?::bigint)
       ORDER BY scanned_at ${direction}, position ${direction} LIMIT 1`,
      [row.target_key, row.scanned_at, row.position],
    );
    return rows[0]?.import_id ?? null;
  };
  return { previousId: await beside('<'), nextId: await beside('>') };
}
