import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';
import {
  findingKinds,
  findingStates,
  fixers,
  severities,
  severitySources,
  suppressors,
} from '@quarterdeck/plugin-security-common';

/** Columns of a row of the list. */
export const summaryColumns = `f.finding_id, f.identity, f.identity_version, f.primary_key,
  f.target_key, f.entity_ref, f.title, f.kind, f.state, f.suppressed_by, f.needs_review,
  f.pending_close, f.severity, f.scan_severity, f.severity_source, f.tool, f.tools,
  f.rule_id, f.alias_key, f.vulnerability_ids, f.package_name, f.package_version,
  f.ecosystem, f.purl, f.package_key, f.fixed_version, f.target, f.path, f.line, f.branch, f.environment,
  f.occurrences, f.epss, f.known_exploited, f.development, f.sla_due, f.sla_paused, f.sla_from, f.priority,
  f.assignee, f.acceptance_id, f.issue_key, f.secret_id, f.first_seen_at, f.first_commit,
  coalesce(f.last_seen_at, t.complete_at, t.scanned_at, f.first_seen_at) AS last_seen_at,
  f.changed_at, f.fixed_at, f.fixed_by, f.reopened_at, f.reopened_count, f.is_open, f.cwes`;

/** Where {@link summaryColumns} come from. */
export const summarySource =
  'finding f LEFT JOIN scan_target t USING (target_key)';

const maybe = z.string().nullable();

/** A row of the list. */
export const findingRowSchema = z.object({
  finding_id: z.string(),
  identity: z.string(),
  identity_version: z.number(),
  primary_key: z.string(),
  target_key: z.string(),
  entity_ref: z.string(),
  title: z.string(),
  kind: z.enum(findingKinds),
  state: z.enum(findingStates),
  suppressed_by: z.enum(suppressors).nullable(),
  needs_review: z.boolean(),
  pending_close: z.boolean(),
  severity: z.enum(severities),
  scan_severity: z.enum(severities),
  severity_source: z.enum(severitySources),
  tool: z.string(),
  tools: z.array(z.string()),
  rule_id: z.string(),
  alias_key: maybe,
  vulnerability_ids: z.array(z.string()),
  package_name: maybe,
  package_version: maybe,
  ecosystem: maybe,
  purl: maybe,
  package_key: maybe,
  fixed_version: maybe,
  target: maybe,
  path: maybe,
  line: z.number().nullable(),
  branch: z.string(),
  environment: z.string(),
  occurrences: z.number(),
  epss: z.number().nullable(),
  known_exploited: z.boolean(),
  development: z.boolean(),
  sla_due: z.date().nullable(),
  sla_paused: z.boolean(),
  sla_from: z.date().nullable(),
  priority: z.number(),
  assignee: maybe,
  acceptance_id: maybe,
  issue_key: maybe,
  secret_id: maybe,
  first_seen_at: z.date(),
  first_commit: maybe,
  last_seen_at: z.date(),
  changed_at: z.date(),
  fixed_at: z.date().nullable(),
  fixed_by: z.enum(fixers).nullable(),
  reopened_at: z.date().nullable(),
  reopened_count: z.number(),
  is_open: z.boolean(),
  cwes: z.array(z.number()),
});

/** @see findingRowSchema */
export type FindingRow = z.infer<typeof findingRowSchema>;

/**
 * Findings under a condition. `order` is SQL of this module's callers, never input.
 * Which ones is chosen first, where it can be from an index alone: rows are read of
 * the chosen ones only. `byTarget`: the order is one of the key of imports (`t`) too.
 */
export async function selectFindings(
  knex: Knex,
  condition: Condition,
  page: { order: string; limit: number; byTarget?: boolean },
): Promise<FindingRow[]> {
  // A join keeps Postgres from the index alone, also where nothing is asked of it.
  const source = page.byTarget ? summarySource : 'finding f';
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT ${summaryColumns} FROM (SELECT f.finding_id FROM ${source}
       WHERE ${condition.sql} ORDER BY ${page.order} LIMIT ?) page
     JOIN finding f USING (finding_id) LEFT JOIN scan_target t USING (target_key)
     ORDER BY ${page.order}`,
    [...condition.bindings, page.limit],
  );
  return z.array(findingRowSchema).parse(rows);
}

/** Rows of the order that {@link searchFirst} looks through. */
const firstRows = 6000;

/** Of a common text so many are counted. */
const mostMatches = 201;

/**
 * What a text finds among the first rows of the order. A common word is among
 * them often enough; only for a rare one is the index of words worth its price.
 */
export async function searchFirst(
  knex: Knex,
  condition: { rows: Condition; text: Condition },
  page: { order: string; limit: number },
): Promise<{ rows: FindingRow[]; matches: number }> {
  const { rows } = await knex.raw<{ rows: { matches: number }[] }>(
    `SELECT ${summaryColumns}, f.matches FROM (
       SELECT f.*, count(*) OVER ()::integer AS matches FROM (
         SELECT f.* FROM (
           SELECT f.* FROM finding f WHERE ${condition.rows.sql}
           ORDER BY ${page.order} LIMIT ${firstRows}) f
         WHERE ${condition.text.sql} ORDER BY ${page.order} LIMIT ?) f
       ORDER BY ${page.order} LIMIT ?) f
     LEFT JOIN scan_target t USING (target_key) ORDER BY ${page.order}`,
    [
      ...condition.rows.bindings,
      ...condition.text.bindings,
      Math.max(mostMatches, page.limit),
      page.limit,
    ],
  );
  return {
    rows: z.array(findingRowSchema).parse(rows),
    matches: rows[0]?.matches ?? 0,
  };
}

/** How many match, counted up to a limit. */
export async function countFindings(
  knex: Knex,
  condition: Condition,
  limit: number,
): Promise<{ count: number; capped: boolean }> {
  const { rows } = await knex.raw<{ rows: { n: number }[] }>(
    `SELECT count(*)::integer AS n FROM (
       SELECT 1 FROM finding f WHERE ${condition.sql} LIMIT ?) x`,
    [...condition.bindings, limit + 1],
  );
  const count = rows[0]?.n ?? 0;
  return { count: Math.min(count, limit), capped: count > limit };
}

/** The whole record of a finding, as the scanner told it last. */
export async function loadDetails(
  knex: Knex,
  finding: Pick<FindingRow, 'finding_id' | 'issue_key'>,
): Promise<unknown[]> {
  const { rows } = await knex.raw<{ rows: { doc: unknown }[] }>(
    `SELECT d.doc FROM finding f JOIN finding_detail d USING (finding_id)
     WHERE f.finding_id = :id OR (f.issue_key IS NOT NULL AND f.issue_key = :issue)
     ORDER BY f.finding_id <> :id, f.scan_state = 'fixed', f.tool, f.finding_id LIMIT 20`,
    { id: finding.finding_id, issue: finding.issue_key },
  );
  return rows.map(({ doc }) => doc);
}
