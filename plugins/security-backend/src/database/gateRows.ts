import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';
import {
  findingKinds,
  gatePolicySchema,
  gateVerdicts,
} from '@quarterdeck/plugin-security-common';

const policySchema = z.object({
  id: z.string(),
  version: z.number(),
  name: z.string(),
  scope: z.enum(['entity', 'system', 'domain', 'all']),
  scope_ref: z.string().nullable(),
  environments: z.array(z.string()),
  policy: gatePolicySchema,
  changed_by: z.string(),
  changed_at: z.date(),
  reason: z.string().nullable(),
  deleted_at: z.date().nullable(),
});

/** A version of a policy. */
export type PolicyRow = z.infer<typeof policySchema>;

/** Policies that hold now. */
export async function loadPolicies(knex: Knex): Promise<PolicyRow[]> {
  const rows: unknown = await knex('gate_policy')
    .where({ newest: true })
    .whereNull('deleted_at')
    .orderBy(['name', 'id']);
  return z.array(policySchema).parse(rows);
}

/** Every version of a policy, newest first. */
export async function loadPolicyVersions(
  knex: Knex,
  id: string,
): Promise<PolicyRow[]> {
  const rows: unknown = await knex('gate_policy')
    .where({ id })
    .orderBy('version', 'desc');
  return z.array(policySchema).parse(rows);
}

/** Files a version; the one before is kept and does not hold any more. */
export async function savePolicy(tx: Knex, row: PolicyRow): Promise<void> {
  await tx('gate_policy').where({ id: row.id }).update({ newest: false });
  await tx('gate_policy').insert({
    ...row,
    policy: JSON.stringify(row.policy),
    newest: true,
  });
}

/** Ends a policy. */
export async function endPolicy(
  tx: Knex,
  id: string,
  at: Date,
): Promise<boolean> {
  const count = await tx('gate_policy')
    .where({ id, newest: true })
    .whereNull('deleted_at')
    .update({ deleted_at: at });
  return count > 0;
}

const evaluationSchema = z.object({
  id: z.string(),
  entity_ref: z.string(),
  commit_sha: z.string().nullable(),
  environment: z.string().nullable(),
  verdict: z.enum(gateVerdicts),
  passed: z.boolean(),
  at: z.date(),
  position: z.string(),
  asked_by: z.string(),
  question: z.unknown(),
  result: z.unknown(),
  policy: z.unknown(),
  override: z.unknown(),
});

/** A decision of the gate. */
export type EvaluationRow = z.infer<typeof evaluationSchema>;

/** Keeps a decision. */
export async function saveEvaluation(
  tx: Knex,
  row: EvaluationRow,
): Promise<void> {
  await tx('security_evaluation').insert({
    ...row,
    question: JSON.stringify(row.question),
    result: JSON.stringify(row.result),
    policy: JSON.stringify(row.policy),
    override: row.override ? JSON.stringify(row.override) : null,
  });
}

/** Notes that a person lets a commit pass. */
export async function saveOverride(
  tx: Knex,
  id: string,
  override: object,
): Promise<void> {
  await tx('security_evaluation')
    .where({ id })
    .update({ override: JSON.stringify(override) });
}

/** Decisions under a condition on `e`, newest first. */
export async function selectEvaluations(
  knex: Knex,
  condition: Condition,
  page: { limit: number; cursor?: [string, string] },
): Promise<EvaluationRow[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT e.*, e.position::text AS position FROM security_evaluation e WHERE (${condition.sql})
       AND (?::timestamptz IS NULL OR (e.at, e.id) < (?::timestamptz, ?::uuid))
     ORDER BY e.at DESC, e.id DESC LIMIT ?`,
    [
      ...condition.bindings,
      page.cursor?.[0] ?? null,
      page.cursor?.[0] ?? null,
      page.cursor?.[1] ?? null,
      page.limit,
    ],
  );
  return z.array(evaluationSchema).parse(rows);
}

const scanSchema = z.object({
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
});

/** The newest scans of an entity, by import key. */
export async function loadGateScans(
  knex: Knex,
  entityRef: string,
): Promise<z.infer<typeof scanSchema>[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT t.target_key, t.kinds, t.tool, t.category, t.branch, t.environment, t.on_default,
       t.import_id, t.scanned_at, t.commit_sha, t.status, coalesce(i.rejected, 0) AS rejected
     FROM scan_target t LEFT JOIN scan_import i USING (import_id) WHERE t.entity_ref = ?`,
    [entityRef],
  );
  return z.array(scanSchema).parse(rows);
}

const candidateSchema = z.object({
  paths: z.unknown(),
  licences: z.unknown(),
  finding_id: z.string(),
  reason: z.string().nullable(),
  expires_at: z.date().nullable(),
  issue: z.string(),
});

/** What the gate needs of findings beside their rows. */
export async function loadGateDetails(
  knex: Knex,
  targetKeys: readonly string[],
): Promise<z.infer<typeof candidateSchema>[]> {
  if (targetKeys.length === 0) return [];
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT DISTINCT ON (coalesce(f.issue_key, f.finding_id)) f.finding_id,
       coalesce(f.issue_key, f.finding_id) AS issue,
       d.doc->'package'->'paths' AS paths, d.doc->'package'->'licences' AS licences,
       a.reason, a.expires_at
     FROM finding f LEFT JOIN finding_detail d USING (finding_id)
     LEFT JOIN risk_acceptance a ON a.id::text = f.acceptance_id
     WHERE f.target_key = ANY(?::text[]) AND f.state IN ('open', 'triaged', 'in_progress', 'risk_accepted')
     ORDER BY coalesce(f.issue_key, f.finding_id), f.is_open DESC, f.severity_rank, f.finding_id`,
    [`{${targetKeys.join(',')}}`],
  );
  return z.array(candidateSchema).parse(rows);
}

/**
 * Identities that were open on a commit of the default branch; `null`: it was
 * never scanned there.
 */
export async function loadBaseline(
  knex: Knex,
  entityRef: string,
  base: string,
): Promise<ReadonlySet<string> | null> {
  const { rows } = await knex.raw<{
    rows: { target_key: string; scanned_at: Date }[];
  }>(
    `SELECT DISTINCT ON (i.target_key) i.target_key, i.scanned_at
     FROM scan_import i JOIN scan_target t USING (target_key)
     WHERE i.entity_ref = ? AND starts_with(i.commit_sha, ?) AND i.status = 'success'
       AND NOT i.outdated
     ORDER BY i.target_key, t.on_default DESC, i.scanned_at DESC`,
    [entityRef, base],
  );
  if (rows.length === 0) return null;
  const found = await knex.raw<{ rows: { identity: string }[] }>(
    `SELECT DISTINCT f.identity FROM finding f
     JOIN unnest(?::text[], ?::timestamptz[]) AS b(target_key, at) USING (target_key)
     WHERE f.first_seen_at <= b.at AND (f.scan_state = 'open' OR f.fixed_at > b.at)`,
    [
      `{${rows.map(row => row.target_key).join(',')}}`,
      `{${rows.map(row => row.scanned_at.toISOString()).join(',')}}`,
    ],
  );
  return new Set(found.rows.map(({ identity }) => identity));
}
