/**
 * Words, tools and CWEs are indexed of what is listed alone: an import writes these
 * indexes once, when it settles.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    DROP INDEX finding_word, finding_cwes, finding_tools;
    CREATE INDEX finding_word ON finding USING gin (to_tsvector('pg_catalog.simple'::regconfig,
      translate(title || ' ' || rule_id || ' ' || coalesce(package_name, '') || ' ' || coalesce(path, ''),
        '/._-:;,@#()[]{}<>=', '                  '))) WHERE listed;
    CREATE INDEX finding_cwes ON finding USING gin (cwes) WHERE listed;
    CREATE INDEX finding_tools ON finding USING gin (tools) WHERE listed;
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP INDEX finding_word, finding_cwes, finding_tools;
    CREATE INDEX finding_word ON finding USING gin (to_tsvector('pg_catalog.simple'::regconfig,
      translate(title || ' ' || rule_id || ' ' || coalesce(package_name, '') || ' ' || coalesce(path, ''),
        '/._-:;,@#()[]{}<>=', '                  ')));
    CREATE INDEX finding_cwes ON finding USING gin (cwes);
    CREATE INDEX finding_tools ON finding USING gin (tools);
  `);
};
