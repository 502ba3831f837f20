/**
 * Of how many findings of the list a decision about an identity is: what several
 * tools found is one, so taking an action back counts what doing it counted.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    'ALTER TABLE finding_decision ADD COLUMN findings integer NOT NULL DEFAULT 1',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE finding_decision DROP COLUMN findings');
};
