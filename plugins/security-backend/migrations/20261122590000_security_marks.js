/**
 * What a transaction settled, by entity: answers that are kept hold until a mark
 * of their entities becomes visible. Only ever inserted, so that nobody waits for
 * a mark of somebody else.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE settled_mark (
      entity_ref text NOT NULL,
      settled_by xid8 NOT NULL DEFAULT pg_current_xact_id(),
      -- When a clean-up saw it first.
      old_since timestamptz
    );
    CREATE INDEX settled_mark_by ON settled_mark (settled_by) INCLUDE (entity_ref);
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE settled_mark');
};
