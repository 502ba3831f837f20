/**
 * Components are searched by the name behind their group or scope: kept beside
 * the whole name, so that both are found by index.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    ALTER TABLE sbom_package ADD COLUMN short_name text NOT NULL
      GENERATED ALWAYS AS (regexp_replace(name_search, '^.*[/:]', '')) STORED;
    CREATE INDEX sbom_package_short ON sbom_package (short_name text_pattern_ops);
    CREATE INDEX sbom_package_key ON sbom_package (package_key text_pattern_ops);
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    DROP INDEX sbom_package_key;
    ALTER TABLE sbom_package DROP COLUMN short_name;
  `);
};
