import { Knex } from 'knex';
import { z } from 'zod';
import {
  Finding,
  gateVerdicts,
  vexStatuses,
} from '@quarterdeck/plugin-security-common';
import { vexFits } from './vexFits';
import { FindingRow } from './findingRows';

const maybe = z.string().nullable();
const triageSchema = z.object({
  state: maybe,
  state_reason: maybe,
  state_by: maybe,
  state_at: z.date().nullable(),
  severity: maybe,
  severity_reason: maybe,
  severity_by: maybe,
  severity_at: z.date().nullable(),
});
const attributionSchema = z.object({
  finding_id: z.string(),
  tool: z.string(),
  tool_version: maybe,
  rule_id: z.string(),
  scan_severity: z.string(),
  severity_source: z.string(),
  native_severity: maybe,
  occurrences: z.number(),
  first_seen_at: z.date(),
  last_seen_at: z.date(),
  ended_at: z.date().nullable(),
  import_id: maybe,
  url: maybe,
});
const vexSchema = z.object({
  document_id: z.string(),
  status: z.enum(vexStatuses),
  stated_at: z.date(),
  justification: maybe,
  impact: maybe,
  action: maybe,
  author: maybe,
});
const acceptanceSchema = z.object({
  id: z.string(),
  owner: z.string(),
  reason: z.string(),
  expires_at: z.date(),
});
const gateSchema = z.object({
  environment: maybe,
  verdict: z.enum(gateVerdicts),
  effect: z.string(),
  reason: z.string(),
});

/** What the page of a finding shows beside the finding. */
export interface PageRecords {
  triage: z.infer<typeof triageSchema> | undefined;
  attributions: z.infer<typeof attributionSchema>[];
  vex: Finding['vex'];
  acceptance: Finding['acceptance'];
  gates: Finding['gates'];
  alsoFixes: number;
  percentile: number | null;
  secretState: string | null;
  lastCommit: string | null;
}

const rowsOf = async <T extends z.ZodType>(
  knex: Knex,
  schema: T,
  sql: string,
  bindings: Knex.ValueDict | readonly Knex.RawBinding[],
): Promise<z.output<T>[]> => {
  const { rows } = await knex.raw<{ rows: unknown[] }>(sql, bindings);
  return z.array(schema).parse(rows);
};

/** Everything beside the row itself; a handful of lookups by key. */
export async function loadPageRecords(
  knex: Knex,
  row: FindingRow,
): Promise<PageRecords> {
  const mates = `SELECT m.identity FROM finding m WHERE m.finding_id = :id
    OR (m.issue_key IS NOT NULL AND m.issue_key = :issue)`;
  const values = { id: row.finding_id, issue: row.issue_key };
  const [triage, attributions, vex, acceptance, gates, others, secret, target] =
    await Promise.all([
      rowsOf(
        knex,
        triageSchema,
        `SELECT state, state_reason, state_by, state_at, severity, severity_reason,
           severity_by, severity_at FROM finding_triage
         WHERE identity IN (${mates})
         ORDER BY state_position DESC NULLS LAST LIMIT 1`,
        values,
      ),
      rowsOf(
        knex,
        attributionSchema,
        `SELECT f.finding_id, f.tool, t.tool_version, f.rule_id, f.scan_severity,
           f.severity_source, d.doc->>'nativeSeverity' AS native_severity, f.occurrences,
           f.first_seen_at, coalesce(f.last_seen_at, t.complete_at, f.first_seen_at) AS last_seen_at,
           CASE WHEN f.scan_state = 'fixed' THEN f.fixed_at END AS ended_at,
           t.import_id, d.doc->>'url' AS url
         FROM finding f LEFT JOIN scan_target t USING (target_key)
         LEFT JOIN finding_detail d USING (finding_id)
         WHERE f.finding_id = :id OR (f.issue_key IS NOT NULL AND f.issue_key = :issue)
         ORDER BY f.scan_state = 'fixed', f.tool, f.finding_id LIMIT 100`,
        values,
      ),
      row.alias_key
        ? rowsOf(
            knex,
            vexSchema,
            `SELECT v.document_id, v.status, v.stated_at, v.doc->>'justification' AS justification,
               v.doc->>'impact' AS impact, v.doc->>'action' AS action, v.doc->>'author' AS author
             FROM vex_statement v JOIN vex_document d USING (document_id)
             JOIN finding f ON ${vexFits('v', 'f')}
             WHERE f.finding_id = :id AND d.newest
             ORDER BY v.stated_at DESC LIMIT 20`,
            values,
          )
        : [],
      row.acceptance_id
        ? rowsOf(
            knex,
            acceptanceSchema,
            'SELECT id, owner, reason, expires_at FROM risk_acceptance WHERE id::text = ?',
            [row.acceptance_id],
          )
        : [],
      rowsOf(
        knex,
        gateSchema,
        // A gate names what several tools found once, by any of its members.
        `SELECT DISTINCT ON (e.environment) e.environment, e.verdict,
           f.value->>'effect' AS effect, f.value->>'reason' AS reason
         FROM (SELECT DISTINCT ON (environment) environment, verdict, result
           FROM security_evaluation WHERE entity_ref = :entity
           ORDER BY environment, at DESC) e,
           jsonb_array_elements(e.result->'findings') f
         WHERE f.value->>'findingId' = :id OR f.value->>'findingId' IN (
           SELECT m.finding_id FROM finding m
           WHERE m.issue_key IS NOT NULL AND m.issue_key = :issue)
         ORDER BY e.environment, array_position(ARRAY['fails', 'warns'], f.value->>'effect')`,
        { ...values, entity: row.entity_ref },
      ),
      row.package_key
        ? rowsOf(
            knex,
            z.object({ n: z.number(), percentile: z.number().nullable() }),
            `SELECT count(*)::integer AS n,
               (SELECT percentile FROM epss_score WHERE vulnerability_id = ?) AS percentile
             FROM finding WHERE entity_ref = ? AND package_key = ? AND listed AND is_open
               AND finding_id <> ?`,
            [row.alias_key, row.entity_ref, row.package_key, row.finding_id],
          )
        : [],
      row.secret_id
        ? rowsOf(
            knex,
            z.object({ state: z.string() }),
            'SELECT state FROM secret_task WHERE secret_id = ?',
            [row.secret_id],
          )
        : [],
      rowsOf(
        knex,
        z.object({ commit: maybe }),
        'SELECT coalesce(complete_commit, commit_sha) AS commit FROM scan_target WHERE target_key = ?',
        [row.target_key],
      ),
    ]);
  const [accepted] = acceptance;
  return {
    triage: triage[0],
    attributions,
    vex: vex.map(one => ({
      documentId: one.document_id,
      status: one.status,
      justification: one.justification,
      impact: one.impact,
      action: one.action,
      author: one.author,
      statedAt: one.stated_at.toISOString(),
    })),
    acceptance: accepted
      ? {
          id: accepted.id,
          owner: accepted.owner,
          reason: accepted.reason,
          expiresAt: accepted.expires_at.toISOString(),
        }
      : null,
    gates: gates.map(gate => ({
      environment: gate.environment ?? '',
      effect:
        gate.effect === 'fails' || gate.effect === 'warns'
          ? gate.effect
          : 'none',
      reason: gate.reason,
    })),
    alsoFixes: others[0]?.n ?? 0,
    percentile: others[0]?.percentile ?? null,
    secretState: secret[0]?.state ?? null,
    lastCommit: target[0]?.commit ?? null,
  };
}
