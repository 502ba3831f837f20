import {
  allOf,
  arrayLiteral,
  Condition,
  where,
} from '@quarterdeck/plugin-portal-node';
import { AcceptanceRow } from './acceptanceRows';

/** The findings an acceptance is about. */
export function coveredCondition(
  covered: Pick<
    AcceptanceRow,
    'covers' | 'subjects' | 'tool' | 'path' | 'package_key' | 'entity_refs'
  >,
): Condition {
  const subjects = arrayLiteral(covered.subjects);
  const parts: Condition[] = [];
  if (covered.covers === 'finding') {
    parts.push(
      where(
        `f.identity = ANY(?::text[]) OR (f.issue_key IS NOT NULL AND f.issue_key IN (
           SELECT m.issue_key FROM finding m WHERE m.identity = ANY(?::text[])))`,
        subjects,
        subjects,
      ),
    );
  } else if (covered.covers === 'rule') {
    parts.push(where('f.rule_id = ANY(?::text[])', subjects));
  } else {
    parts.push(
      where(
        `f.alias_key = ANY(?::text[]) OR f.alias_key IN (SELECT g.alias_key
           FROM alias_group g WHERE g.vulnerability_id = ANY(?::text[]))`,
        subjects,
        subjects,
      ),
    );
  }
  if (covered.entity_refs) {
    parts.push(
      where('f.entity_ref = ANY(?::text[])', arrayLiteral(covered.entity_refs)),
    );
  }
  if (covered.tool) parts.push(where('f.tool = ?', covered.tool));
  if (covered.path) parts.push(where('starts_with(f.path, ?)', covered.path));
  if (covered.package_key) {
    parts.push(
      where(
        `f.package_key = ? OR starts_with(f.package_key, ? || '@')`,
        covered.package_key,
        covered.package_key,
      ),
    );
  }
  return allOf(parts);
}
