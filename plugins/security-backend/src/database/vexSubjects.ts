import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';
import {
  findingStates,
  suppressors,
  VexSubject,
  vexStatuses,
} from '@quarterdeck/plugin-security-common';
import { vexFits } from './vexFits';

const maybe = z.string().nullable();
const rowSchema = z.object({
  alias_key: z.string(),
  vulnerability_ids: z.array(z.string()),
  purl: maybe,
  name: z.string(),
  version: maybe,
  state: z.enum(findingStates),
  suppressed_by: z.enum(suppressors).nullable(),
  reason: maybe,
  accepted_until: z.date().nullable(),
  fixed_versions: z.array(z.string()),
  vex_status: z.enum(vexStatuses).nullable(),
  vex_justification: maybe,
  vex_impact: maybe,
});

/** Vulnerable packages with what people and other documents say of them, by name. */
export async function loadVexSubjects(
  knex: Knex,
  condition: Condition,
  limit: number,
): Promise<VexSubject[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT f.alias_key, f.vulnerability_ids,
       CASE WHEN starts_with(f.package_key, 'pkg:') THEN f.package_key ELSE f.purl END AS purl,
       coalesce(f.package_name, f.target, f.title) AS name, f.package_version AS version,
       f.state, f.suppressed_by,
       CASE WHEN f.state = 'risk_accepted' THEN a.reason ELSE said.state_reason END AS reason,
       a.expires_at AS accepted_until,
       coalesce(string_to_array(f.fixed_version, ', '), '{}') AS fixed_versions,
       vex.status AS vex_status, vex.doc->>'justification' AS vex_justification,
       vex.doc->>'impact' AS vex_impact
     FROM finding f
     LEFT JOIN risk_acceptance a ON a.id::text = f.acceptance_id
     LEFT JOIN LATERAL (
       SELECT t.state_reason FROM (
         SELECT x.* FROM finding_triage x WHERE x.identity = f.identity
         UNION ALL SELECT x.* FROM finding m JOIN finding_triage x ON x.identity = m.identity
         WHERE m.issue_key = f.issue_key) t
       ORDER BY t.state_position DESC NULLS LAST LIMIT 1) said ON true
     LEFT JOIN LATERAL (
       SELECT v.status, v.doc FROM vex_statement v JOIN vex_document d USING (document_id)
       WHERE d.newest AND ${vexFits('v', 'f')}
       ORDER BY v.stated_at DESC, v.position DESC, v.ordinal DESC LIMIT 1) vex ON true
     WHERE f.alias_key IS NOT NULL AND (${condition.sql})
     ORDER BY f.alias_key, f.package_key, f.finding_id LIMIT ?`,
    [...condition.bindings, limit],
  );
  return z
    .array(rowSchema)
    .parse(rows)
    .map(row => ({
      vulnerabilityId: row.alias_key,
      aliases: row.vulnerability_ids.filter(id => id !== row.alias_key),
      purl: row.purl,
      name: row.name,
      version: row.version,
      state: row.state,
      suppressedBy: row.suppressed_by,
      reason: row.reason,
      acceptedUntil: row.accepted_until?.toISOString() ?? null,
      fixedVersions: row.fixed_versions,
      vex: row.vex_status
        ? {
            status: row.vex_status,
            justification: row.vex_justification,
            impact: row.vex_impact,
          }
        : null,
    }));
}
