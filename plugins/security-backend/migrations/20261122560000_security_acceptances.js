/**
 * What an acceptance is about, a row each: it may name ten thousand findings, and
 * whoever settles a finding looks up whether its risk is accepted. A record.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE acceptance_subject (
      covers text NOT NULL,
      subject text NOT NULL,
      acceptance_id uuid NOT NULL,
      PRIMARY KEY (covers, subject, acceptance_id)
    );
    CREATE INDEX acceptance_subject_acceptance ON acceptance_subject (acceptance_id);
    INSERT INTO acceptance_subject (covers, subject, acceptance_id)
    SELECT a.covers, s.subject, a.id
    FROM risk_acceptance a CROSS JOIN LATERAL unnest(a.subjects) AS s(subject)
    ON CONFLICT DO NOTHING;
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE acceptance_subject');
};
