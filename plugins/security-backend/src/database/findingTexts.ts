import { Condition, where } from '@quarterdeck/plugin-portal-node';

/** What the index `finding_text_part` holds; as it stands there, or it is not used. */
const indexed =
  'finding_text(f.title, f.rule_id, f.package_name, f.path, f.vulnerability_ids)';

/** The same of one row: a function would be dear for each. */
const ofRow = `(f.title || ' ' || f.rule_id || ' ' || coalesce(f.package_name, '') || ' '
  || coalesce(f.path, '') || ' ' || array_to_string(f.vulnerability_ids, ' '))`;

const likeText = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** What is between blanks, each once; three characters and more lead the index. */
const termsOf = (text: string) =>
  [...new Set(text.split(/\s+/).filter(Boolean))].sort(
    (a, b) => b.length - a.length,
  );

const having = (expression: string, terms: readonly string[]): Condition =>
  where(
    terms.map(() => `${expression} ILIKE ?`).join(' AND '),
    ...terms.map(likeText),
  );

/**
 * Findings that have all of these terms somewhere in title, rule, package, path and
 * names of the vulnerability: any part of a word, in any case. To be found by index.
 */
export function findingsWith(text: string): Condition {
  return having(indexed, termsOf(text));
}

/** The same, to be asked of rows that were read. */
export function rowHas(text: string): Condition {
  return having(ofRow, termsOf(text));
}

/** Findings below a path; by index where the path is long enough to lead to few. */
export function findingsBelow(path: string): Condition {
  return where(
    `${indexed} ILIKE ? AND starts_with(f.path, ?)`,
    likeText(path),
    path,
  );
}
