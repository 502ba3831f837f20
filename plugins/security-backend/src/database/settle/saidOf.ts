import { vexFits } from '../vexFits';

/** What VEX says of a finding: of several statements the latest. */
const vexStatement = `
  SELECT v.status FROM vex_statement v JOIN vex_document d USING (document_id)
  WHERE d.newest AND ${vexFits('v', 'o')}
  ORDER BY v.stated_at DESC, v.position DESC, v.ordinal DESC LIMIT 1`;

/** Whether an acceptance covers a finding. */
const covers = `
    (a.entity_refs IS NULL OR o.entity_ref = ANY(a.entity_refs))
    AND (a.tool IS NULL OR a.tool = o.tool)
    AND (a.path IS NULL OR starts_with(o.path, a.path))
    AND (a.package_key IS NULL OR a.package_key = o.package_key
      OR starts_with(o.package_key, a.package_key || '@'))
    AND CASE a.covers
      WHEN 'finding' THEN o.identity = ANY(a.subjects) OR (o.issue_key IS NOT NULL AND EXISTS (
        SELECT FROM finding m WHERE m.issue_key = o.issue_key AND m.identity = ANY(a.subjects)))
      WHEN 'rule' THEN o.rule_id = ANY(a.subjects)
      ELSE o.vulnerability_ids && a.subjects OR EXISTS (
        SELECT FROM alias_group g WHERE g.alias_key = o.alias_key
          AND g.vulnerability_id = ANY(a.subjects)) END
`;

/** An acceptance that covers a finding and is not over. */
const acceptance = `
  SELECT a.id FROM risk_acceptance a WHERE a.ended_at IS NULL AND ${covers}
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
      FROM risk_acceptance a
      WHERE coalesce(a.ended_at, s.fixed) > began.at AND a.created_at < s.fixed
        AND s.fixed > began.at AND a.created_at < coalesce(a.ended_at, s.fixed)
        AND ${covers})) part) AS paused
  FROM (SELECT greatest(s.sla_from, CASE WHEN ? THEN (
    SELECT max(a.ended_at) FROM risk_acceptance a WHERE ${covers}) END) AS at) began`;

/**
 * What a person said of a finding; of one that several tools found, what was
 * said last of any of them.
 */
const triage = (column: string, order: string) => `
  SELECT d.* FROM finding_triage d
  WHERE d.${column} IS NOT NULL AND (d.identity = o.identity
    OR (o.issue_key IS NOT NULL AND d.identity IN (
      SELECT m.identity FROM finding m WHERE m.issue_key = o.issue_key)))
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
