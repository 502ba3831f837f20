/**
 * Whether a VEX statement speaks of a finding, as `applyVex` of security-common
 * decides it, for the rows with these names. One that may not be applied speaks of
 * nothing.
 */
export function vexFits(statement: string, finding: string): string {
  const [v, f] = [statement, finding];
  return `(${v}.refused IS NULL AND ${v}.entity_ref = ${f}.entity_ref
  AND ${sameVulnerability(v, f)}
  AND (${v}.project OR CASE WHEN ${v}.package_key IS NOT NULL
    THEN ${v}.package_key = ${f}.package_key OR (${v}.product_version IS NULL
      AND starts_with(${f}.package_key, ${v}.package_key || '@'))
    -- A name decides only where no package URL could.
    ELSE ${v}.doc->'product'->>'purl' IS NULL
      AND ${v}.doc->'product'->>'name' = ${f}.package_name
      AND (${v}.product_version IS NULL OR ${v}.product_version = ${f}.package_version) END))`;
}

/** Whether both name the same vulnerability, under whatever name. */
export function sameVulnerability(statement: string, finding: string): string {
  const [v, f] = [statement, finding];
  return `${f}.alias_key IS NOT NULL AND (${v}.vulnerability_ids && ${f}.vulnerability_ids
    OR EXISTS (SELECT FROM alias_group g WHERE g.alias_key = ${f}.alias_key
      AND g.vulnerability_id = ANY(${v}.vulnerability_ids)))`;
}
