import { Condition, where } from '@quarterdeck/plugin-portal-node';

/** The expression of the index `finding_word`; to the letter, or it is not used. */
const words = `to_tsvector('pg_catalog.simple'::regconfig,
  translate(f.title || ' ' || f.rule_id || ' ' || coalesce(f.package_name, '') || ' ' || coalesce(f.path, ''),
    '/._-:;,@#()[]{}<>=', '                  '))`;

/**
 * Findings whose title, rule, package or path have these words; of the last one the
 * start is enough. Undefined when the text has none.
 */
export function searchedWords(text: string): Condition | undefined {
  const found = text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (found.length === 0) return undefined;
  const asked = found.map((word, at) =>
    at === found.length - 1 ? `${word}:*` : word,
  );
  return where(
    `${words} @@ to_tsquery('pg_catalog.simple'::regconfig, ?)`,
    asked.join(' & '),
  );
}
