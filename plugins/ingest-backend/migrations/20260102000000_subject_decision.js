/**
 * Which entity the catalog or a mapping rule gave a subject, so that the subject
 * can follow when the annotation moves. `entity_ref` is null while a person's
 * claim holds it; `claimed` says that an event told consumers.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    create table subject_decision (
      subject_key text not null primary key,
      source_id text not null,
      entity_ref text,
      claimed boolean not null default false,
      decided_at timestamptz not null
    );
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop table subject_decision');
};
