/**
 * The end of an alert: its metric came back into the band it had left, or the
 * numbers as they are known now never left it (events came late, other bands
 * are used). `band_judged` tells which services have to be looked at again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    ALTER TABLE band_alert
      ADD COLUMN recovered_at timestamptz,
      -- End of the first bucket back in the band.
      ADD COLUMN recovered_until timestamptz,
      ADD COLUMN recovered_band text,
      ADD COLUMN recovered_value double precision,
      ADD COLUMN recovered_n integer,
      ADD COLUMN withdrawn_why text,
      ADD COLUMN end_noticed_at timestamptz,
      ADD COLUMN end_told_at timestamptz;

    -- By which samples, weeks and bands a service was judged last.
    CREATE TABLE band_judged (
      entity_ref text PRIMARY KEY,
      judged_by text NOT NULL
    );
  `);
};

exports.down = async function down(knex) {
  await knex.raw(`
    DROP TABLE IF EXISTS band_judged;
    ALTER TABLE band_alert
      DROP COLUMN recovered_at, DROP COLUMN recovered_until,
      DROP COLUMN recovered_band, DROP COLUMN recovered_value,
      DROP COLUMN recovered_n, DROP COLUMN withdrawn_why,
      DROP COLUMN end_noticed_at, DROP COLUMN end_told_at;
  `);
};
