import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import {
  findingKinds,
  findingStates,
  severities,
  suppressors,
} from '@quarterdeck/plugin-security-common';
import { GateScanRow } from './gateScans';

const maybe = z.string().nullable();
const candidateSchema = z.object({
  finding_id: z.string(),
  identity: z.string(),
  title: z.string(),
  kind: z.enum(findingKinds),
  severity: z.enum(severities),
  state: z.enum(findingStates),
  suppressed_by: z.enum(suppressors).nullable(),
  tool: z.string(),
  rule_id: z.string(),
  alias_key: maybe,
  vulnerability_ids: z.array(z.string()),
  aliases: z.array(z.string()),
  package_name: maybe,
  package_version: maybe,
  purl: maybe,
  fixed_version: maybe,
  development: z.boolean(),
  path: maybe,
  line: z.number().nullable(),
  first_seen_at: z.date(),
  known_exploited: z.boolean(),
  epss: z.number().nullable(),
  paths: z.unknown(),
  licences: z.unknown(),
  reason: maybe,
  expires_at: z.date().nullable(),
});

/** A finding as a gate looks at it. */
export type GateCandidateRow = z.infer<typeof candidateSchema>;

/**
 * Findings of the scans that each gate looks at, what several tools found once,
 * worst first. Of a scan whose key has gone on since: what was open when it was made.
 */
export async function loadGateCandidates(
  knex: Knex,
  gates: readonly (readonly GateScanRow[])[],
  limit: number,
): Promise<GateCandidateRow[][]> {
  const found = gates.map((): GateCandidateRow[] => []);
  const asked = gates.flatMap((scans, n) => scans.map(scan => ({ n, scan })));
  if (asked.length === 0) return found;
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `WITH asked AS (
       SELECT * FROM unnest(?::integer[], ?::text[], ?::boolean[], ?::timestamptz[])
         AS a(n, target_key, past, at)
     ), one AS (
       SELECT DISTINCT ON (a.n, coalesce(f.issue_key, f.finding_id)) a.n, f.finding_id,
         f.severity_rank,
         CASE WHEN a.past AND f.state = 'fixed' THEN 'open' ELSE f.state END AS state
       FROM asked a JOIN finding f USING (target_key)
       WHERE CASE WHEN a.past
         THEN f.first_seen_at <= a.at AND (f.scan_state = 'open' OR f.fixed_at > a.at)
           AND f.state NOT IN ('false_positive', 'out_of_scope')
         ELSE f.state IN ('open', 'triaged', 'in_progress', 'risk_accepted') END
       ORDER BY a.n, coalesce(f.issue_key, f.finding_id), f.is_open DESC, f.severity_rank, f.finding_id
     ), ranked AS (
       SELECT *, row_number() OVER (PARTITION BY n ORDER BY severity_rank, finding_id) AS place
       FROM one
     )
     SELECT o.n, f.finding_id, f.identity, f.title, f.kind, f.severity, o.state,
       f.suppressed_by, f.tool, f.rule_id, f.alias_key, f.vulnerability_ids,
       ARRAY(SELECT g.vulnerability_id FROM alias_group g
         WHERE g.alias_key = f.alias_key ORDER BY 1) AS aliases,
       f.package_name, f.package_version, f.purl, f.fixed_version, f.development,
       f.path, f.line, f.first_seen_at, f.known_exploited, f.epss,
       d.doc->'package'->'paths' AS paths, d.doc->'package'->'licences' AS licences,
       r.reason, r.expires_at
     FROM ranked o JOIN finding f USING (finding_id)
     LEFT JOIN finding_detail d USING (finding_id)
     LEFT JOIN risk_acceptance r ON r.id::text = f.acceptance_id
     WHERE o.place <= ? ORDER BY o.n, o.place`,
    [
      `{${asked.map(({ n }) => n).join(',')}}`,
      arrayLiteral(asked.map(({ scan }) => scan.target_key)),
      `{${asked.map(({ scan }) => scan.past).join(',')}}`,
      `{${asked.map(({ scan }) => scan.scanned_at.toISOString()).join(',')}}`,
      limit,
    ],
  );
  const all = z.array(candidateSchema.extend({ n: z.number() })).parse(rows);
  for (const { n, ...row } of all) found[n]?.push(row);
  return found;
}
