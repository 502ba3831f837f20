import { vexFits } from '../vexFits';

/** What VEX says of a finding: of several statements the latest. */
const vexStatement = `
  SELECT v.status FROM vex_statement v JOIN vex_document d USING (document_id)
  WHERE d.newest AND ${vexFits('v', 'o')}
  ORDER BY v.stated_at DESC, v.position DESC, v.ordinal DESC LIMIT 1`;

/** Which acceptances name a finding, one way or another: each found by an index. */
const naming = `
    SELECT s.acceptance_id FROM acceptance_subject s
    WHERE s.covers = 'finding' AND s.subject = o.identity
    UNION SELECT s.acceptance_id FROM settling m JOIN acceptance_subject s ON s.subject = m.identity
    WHERE m.issue_key = o.issue_key AND s.covers = 'finding'
    UNION SELECT s.acceptance_id FROM acceptance_subject s
    WHERE s.covers = 'rule' AND s.subject = o.rule_id
    UNION SELECT s.acceptance_id FROM acceptance_subject s
    WHERE s.covers = 'vulnerability' AND s.subject = ANY(o.vulnerability_ids)
    UNION SELECT s.acceptance_id FROM alias_group g JOIN acceptance_subject s ON s.subject = g.vulnerability_id
    WHERE g.alias_key = o.alias_key AND s.covers = 'vulnerability'`;

/** The acceptances that cover a finding, those too that are over. */
const covering = `
  SELECT a.id, a.created_at, a.expires_at, a.ended_at
  FROM (${naming}) n JOIN risk_acceptance a ON a.id = n.acceptance_id
  WHERE (a.covers = 'finding' OR a.entity_refs IS NULL OR o.entity_ref = ANY(a.entity_refs))
    AND (a.tool IS NULL OR a.tool = o.tool)
    AND (a.path IS NULL OR starts_with(o.path, a.path))
    AND (a.package_key IS NULL OR a.package_key = o.package_key
      OR starts_with(o.package_key, a.package_key || '@'))`;

/** An acceptance that covers a finding and is not over. */
const acceptance = `
  SELECT a.id FROM (${covering}) a WHERE a.ended_at IS NULL
  ORDER BY a.expires_at DESC, a.id LIMIT 1`;

/**
 * From when it is counted, and how long the clock stood still since: while the risk
 * was accepted, until the finding was fixed. Times that overlap count once, as
 * `slaOf` of security-common counts them.
 */
const pauses = `
  SELECT began.at, (
    SELECT sum(upper(part) - lower(part)) FROM unnest((
      SELECT range_agg(tstzrange(greatest(a.created_at, began.at),
        least(coalesce(a.ended_at, s.fixed), s.fixed)))
      FROM (${covering}) a
      WHERE coalesce(a.ended_at, s.fixed) > began.at AND a.created_at < s.fixed
        AND s.fixed > began.at AND a.created_at < coalesce(a.ended_at, s.fixed))) part) AS paused
  FROM (SELECT greatest(s.sla_from, CASE WHEN ? THEN (
    SELECT max(a.ended_at) FROM (${covering}) a) END) AS at) began`;

/**
 * What a person said of a finding; of one that several tools found, what was
 * said last of any of them.
 */
const triage = (column: string, order: string) => `
  SELECT d.* FROM (
    SELECT x.* FROM finding_triage x WHERE x.identity = o.identity
    -- Not by OR: that reads every decision for every finding.
    UNION ALL SELECT x.* FROM settling m JOIN finding_triage x ON x.identity = m.identity
    WHERE m.issue_key = o.issue_key AND m.identity <> o.identity) d
  WHERE d.${column} IS NOT NULL
  ORDER BY d.${order} DESC, d.identity LIMIT 1`;

/**
 * What is said of a finding `o`, as subqueries of the statement that settles it;
 * `pauses` is of one that is stated as `s` already.
 */
export const saidOf = {
  vex: vexStatement,
  acceptance,
  pauses,
  triage,
};
