/**
 * A text of the list is looked for anywhere in a word: `ssl` finds openssl. Trigrams
 * cost an import what words did (25,000 rows: 2.4 s by either, 4.9 s by both), so they
 * stand in their place. Postgres comes with `pg_trgm`, and who may make a schema may
 * make it; where it is not installed, texts are looked for row by row.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE FUNCTION finding_text(title text, rule text, package text, path text, ids text[])
    RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT title || ' ' || rule || ' ' || coalesce(package, '') || ' ' || coalesce(path, '')
        || ' ' || array_to_string(ids, ' ')
    $$;
    DROP INDEX finding_word;
  `);
  const { rows } = await knex.raw(
    `SELECT FROM pg_available_extensions WHERE name = 'pg_trgm'`,
  );
  if (rows.length === 0) return;
  await knex.raw('CREATE EXTENSION IF NOT EXISTS pg_trgm');
  const {
    rows: [{ schema }],
  } = await knex.raw(
    `SELECT extnamespace::regnamespace::text AS schema FROM pg_extension
     WHERE extname = 'pg_trgm'`,
  );
  await knex.raw(`
    CREATE INDEX finding_text_part ON finding USING gin (
      finding_text(title, rule_id, package_name, path, vulnerability_ids)
      ${schema}.gin_trgm_ops) WHERE listed;
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP INDEX IF EXISTS finding_text_part;
    DROP FUNCTION finding_text;
    CREATE INDEX finding_word ON finding USING gin (to_tsvector('pg_catalog.simple'::regconfig,
      translate(title || ' ' || rule_id || ' ' || coalesce(package_name, '') || ' ' || coalesce(path, ''),
        '/._-:;,@#()[]{}<>=', '                  '))) WHERE listed;
  `);
};
