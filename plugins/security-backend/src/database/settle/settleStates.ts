import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { saidOf } from './saidOf';

/** Days to repair, by the entity's tier and the severity. */
export interface SlaDays {
  tier: string;
  severity: string;
  days: number;
}

/** What settling needs beside the tables. */
export interface SettleRules {
  slaDays: readonly SlaDays[];
  /** A finding that comes back is due anew, counted from then. */
  restartOnReopen: boolean;
  /** One whose acceptance ended is due anew, counted from then. Default false. */
  restartOnExpiry?: boolean;
  /** Tier of each entity the touched findings belong to. */
  tierOf(entityRef: string): string;
}

/** From worst to least, as they are sorted; the place is the rank. */
export const severityRanks = [
  'critical',
  'high',
  'medium',
  'low',
  'info',
  'unknown',
] as const;

const rankOf = (column: string) =>
  `coalesce(array_position('{${severityRanks.join(
    ',',
  )}}'::text[], ${column}), 6)::smallint`;

/** The formula of `priority.ts`; a property test holds it against that. */
const priorityOf = (severity: string, tier: string) => `least(1000, greatest(0,
  CASE ${severity} WHEN 'critical' THEN 400 WHEN 'high' THEN 280 WHEN 'medium' THEN 140
    WHEN 'low' THEN 50 WHEN 'info' THEN 0 ELSE 200 END
  + round(150 * coalesce(f.epss, 0)::numeric)
  + CASE WHEN f.known_exploited THEN 150 ELSE 0 END
  + CASE WHEN f.secret_verified THEN 150 ELSE 0 END
  -- Half of what "in production" and "exposed" weigh: neither is known.
  + 40 + 25
  + CASE lower(${tier}) WHEN 'critical' THEN 100 WHEN 'high' THEN 70 WHEN 'low' THEN 10 ELSE 40 END
  + CASE WHEN f.fixed_version IS NOT NULL THEN 20 ELSE 0 END
  - CASE WHEN f.development THEN 100 ELSE 0 END))::integer`;

/** Whether there is anything at all to look up for each finding of these entities. */
async function whatIsSaid(
  tx: Knex,
  refs: readonly string[],
): Promise<{ vex: boolean; accepted: boolean; triaged: boolean }> {
  const among = arrayLiteral(refs);
  const { rows } = await tx.raw<{
    rows: { vex: boolean; accepted: boolean; triaged: boolean }[];
  }>(
    `SELECT EXISTS (SELECT FROM vex_statement WHERE entity_ref = ANY(?::text[])) AS vex,
       EXISTS (SELECT FROM risk_acceptance) AS accepted,
       EXISTS (SELECT FROM finding_triage WHERE entity_ref = ANY(?::text[])) AS triaged`,
    [among, among],
  );
  return rows[0] ?? { vex: true, accepted: true, triaged: true };
}

/** Scores of EPSS and the catalogue of exploited vulnerabilities, on findings. */
async function addThreats(tx: Knex): Promise<void> {
  await tx.raw(
    `UPDATE settling f SET epss = k.score, known_exploited = k.exploited
     FROM (
       SELECT o.finding_id, coalesce(max(e.score), o.epss) AS score,
         o.known_exploited OR count(v.vulnerability_id) > 0 AS exploited
       FROM settling o
       CROSS JOIN LATERAL unnest(o.vulnerability_ids) AS n(name)
       LEFT JOIN epss_score e ON e.vulnerability_id = n.name
       LEFT JOIN kev_entry v ON v.vulnerability_id = n.name
       GROUP BY o.finding_id
     ) k
     WHERE f.finding_id = k.finding_id
       AND (f.epss IS DISTINCT FROM k.score OR f.known_exploited <> k.exploited)`,
  );
}

/**
 * State, severity, assignee and due date of the settled findings, from what the
 * scans, VEX documents and people said. The columns of scans are not changed, so
 * it may be done again at any time.
 */
export async function settleStates(
  tx: Knex,
  rules: SettleRules,
): Promise<void> {
  await addThreats(tx);
  const entities = await tx.raw<{ rows: { entity_ref: string }[] }>(
    `SELECT DISTINCT entity_ref FROM settling`,
  );
  const refs = entities.rows.map(row => row.entity_ref);
  if (refs.length === 0) return;
  const said = await whatIsSaid(tx, refs);
  await tx.raw(
    `WITH tier AS (SELECT * FROM unnest(?::text[], ?::text[]) AS t(entity_ref, tier)),
     days AS (SELECT * FROM unnest(?::text[], ?::text[], ?::double precision[]) AS d(tier, severity, days)),
     decided AS MATERIALIZED (
       SELECT o.finding_id, o.entity_ref, o.scan_state, o.source_suppressed,
         o.first_seen_at, o.reopened_at, o.fixed_at AS scan_fixed_at, o.changed_at, o.fixed_by,
         vex.status AS vex, accepted.id AS acceptance_id,
         CASE WHEN said.state = 'fixed' AND said.state_position <= o.reopened_position
           THEN NULL ELSE said.state END AS said,
         said.state_at AS said_at,
         coalesce(rated.severity, o.scan_severity) AS severity,
         assigned.assignee
       FROM settling o
       LEFT JOIN LATERAL (${saidOf.vex}) vex ON ?
       LEFT JOIN LATERAL (${saidOf.acceptance}) accepted ON ?
       LEFT JOIN LATERAL (${saidOf.triage('state', 'state_position')}) said ON ?
       LEFT JOIN LATERAL (${saidOf.triage(
         'severity',
         'severity_at',
       )}) rated ON ?
       LEFT JOIN LATERAL (${saidOf.triage(
         'assignee',
         'assigned_at',
       )}) assigned ON ?
     ), known AS (
       SELECT d.*, CASE
           WHEN d.scan_state = 'fixed' OR d.vex = 'fixed' OR d.said = 'fixed' THEN 'fixed'
           WHEN d.said IN ('false_positive', 'out_of_scope') THEN d.said
           WHEN d.acceptance_id IS NOT NULL THEN 'risk_accepted'
           WHEN d.said IN ('triaged', 'in_progress') THEN d.said
           ELSE 'open' END AS state,
         coalesce(d.source_suppressed, CASE
           WHEN d.vex IN ('not_affected', 'false_positive') THEN 'vex' END) AS suppressed_by,
         CASE WHEN ? AND d.reopened_at IS NOT NULL THEN d.reopened_at
           ELSE d.first_seen_at END AS sla_from
       FROM decided d
     ), stated AS (
       SELECT k.*, CASE WHEN k.state <> 'fixed' THEN 'infinity'::timestamptz
           WHEN k.scan_state = 'fixed' THEN k.scan_fixed_at
           ELSE coalesce(CASE WHEN k.said = 'fixed' THEN k.said_at END, k.scan_fixed_at, k.changed_at)
         END AS fixed
       FROM known k
     )
     UPDATE settling f SET state = s.state, suppressed_by = s.suppressed_by,
       vex_status = s.vex, acceptance_id = s.acceptance_id,
       is_open = s.state IN ('open', 'triaged', 'in_progress') AND s.suppressed_by IS NULL,
       severity = s.severity, severity_rank = ${rankOf('s.severity')},
       assignee = s.assignee,
       -- Of what several tools found one is chosen afterwards.
       listed = CASE WHEN f.issue_key IS NULL THEN f.on_default ELSE f.listed END,
       sla_from = CASE WHEN days.days IS NOT NULL THEN ${
         said.accepted ? 'stood.at' : 's.sla_from'
       } END,
       sla_due = CASE WHEN s.suppressed_by IS NULL AND s.state NOT IN ('false_positive', 'out_of_scope', 'risk_accepted')
         THEN ${
           said.accepted
             ? "stood.at + make_interval(secs => days.days * 86400) + coalesce(stood.paused, interval '0')"
             : 's.sla_from + make_interval(secs => days.days * 86400)'
         } END,
       priority = ${priorityOf('s.severity', 'tier.tier')},
       sla_paused = s.state = 'risk_accepted',
       fixed_at = nullif(s.fixed, 'infinity'),
       fixed_by = CASE WHEN s.state <> 'fixed' THEN NULL
         WHEN s.scan_state = 'fixed' THEN f.fixed_by
         WHEN s.said = 'fixed' THEN 'person' ELSE 'vex' END
     FROM stated s
     ${
       said.accepted
         ? `JOIN settling o USING (finding_id) CROSS JOIN LATERAL (${saidOf.pauses}) stood`
         : ''
     }
     LEFT JOIN tier ON tier.entity_ref = s.entity_ref
     LEFT JOIN days ON days.tier = coalesce(tier.tier, '') AND days.severity = s.severity
     WHERE f.finding_id = s.finding_id`,
    [
      arrayLiteral(refs),
      arrayLiteral(refs.map(ref => rules.tierOf(ref))),
      arrayLiteral(rules.slaDays.map(row => row.tier)),
      arrayLiteral(rules.slaDays.map(row => row.severity)),
      arrayLiteral(rules.slaDays.map(row => row.days)),
      said.vex,
      said.accepted,
      said.triaged,
      said.triaged,
      said.triaged,
      rules.restartOnReopen,
      ...(said.accepted ? [rules.restartOnExpiry ?? false] : []),
    ],
  );
}

/** Which finding of an issue stands for all of them, and which tools found it. */
export async function chooseListed(tx: Knex): Promise<void> {
  await tx.raw(
    `WITH issue AS (
       SELECT DISTINCT o.issue_key FROM settling o
       WHERE o.issue_key IS NOT NULL
     ), tools AS (
       SELECT m.issue_key,
         array_agg(DISTINCT m.tool) FILTER (WHERE m.scan_state = 'open') AS live,
         array_agg(DISTINCT m.tool) AS ever
       FROM issue JOIN settling m USING (issue_key) GROUP BY m.issue_key
     ), ranked AS (
       SELECT m.finding_id, m.issue_key, row_number() OVER (PARTITION BY m.issue_key
         ORDER BY m.is_open DESC, m.state = 'fixed', m.severity_rank, m.first_seen_at,
           m.tool, m.finding_id) = 1 AS first
       FROM issue JOIN settling m USING (issue_key)
     ), wanted AS (
       SELECT r.finding_id, r.first AS listed, coalesce(t.live, t.ever) AS tools
       FROM ranked r JOIN tools t USING (issue_key)
       UNION ALL
       SELECT o.finding_id, true, ARRAY[o.tool] FROM settling o
       WHERE o.issue_key IS NULL
     )
     UPDATE settling f SET listed = f.on_default AND w.listed, tools = w.tools
     FROM wanted w WHERE f.finding_id = w.finding_id
       AND (f.listed <> (f.on_default AND w.listed) OR f.tools <> w.tools)`,
  );
}
