/**
 * A service's lead times and releases of seven days in one row: what an
 * organisation asks of each of its services for a year is then some fifty rows a
 * service, not ten thousand samples. The numbers are packed, `../src/database/serviceWeeks.ts`
 * says how; weeks are counted from 1 January 1970, UTC.
 *
 * Statements are unqualified: a rebuild runs them in a second schema.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const week = time => `floor(extract(epoch FROM ${time}) / 604800)::int`;
  const offset = time =>
    `int4send(((extract(epoch FROM ${time}) * 1000)::bigint % 604800000)::int)`;
  await knex.raw(`
    CREATE TABLE service_week (
      service_no integer NOT NULL,
      week integer NOT NULL,
      succeeded integer NOT NULL,
      met integer NOT NULL,
      failed integer NOT NULL,
      rework integer NOT NULL,
      -- Four bytes of time within the week, and one of what it was.
      releases bytea NOT NULL,
      -- Of lead times four bytes of time within the week, and five of milliseconds.
      lead_at bytea NOT NULL,
      lead_ms bytea NOT NULL,
      PRIMARY KEY (service_no, week)
    );
    -- Packed numbers do not get any smaller.
    ALTER TABLE service_week ALTER COLUMN releases SET STORAGE EXTERNAL,
      ALTER COLUMN lead_at SET STORAGE EXTERNAL, ALTER COLUMN lead_ms SET STORAGE EXTERNAL;

    INSERT INTO service_week
    SELECT service_no, week, coalesce(r.succeeded, 0), coalesce(r.met, 0),
      coalesce(r.failed, 0), coalesce(r.rework, 0), coalesce(r.packed, ''),
      coalesce(l.lead_at, ''), coalesce(l.lead_ms, '')
    FROM (
      SELECT service_no, ${week('deployed_at')} AS week,
        string_agg(${offset(
          'deployed_at',
        )}, ''::bytea ORDER BY deployed_at, ms) AS lead_at,
        string_agg(substring(int8send(ms) FROM 4), ''::bytea
          ORDER BY deployed_at, ms) AS lead_ms
      FROM lead_time GROUP BY 1, 2
    ) l FULL JOIN (
      SELECT service_no, ${week('finished_at')} AS week,
        count(*) FILTER (WHERE succeeded)::int AS succeeded,
        count(*) FILTER (WHERE met)::int AS met,
        count(*) FILTER (WHERE met AND failed)::int AS failed,
        count(*) FILTER (WHERE met AND rework)::int AS rework,
        string_agg(${offset(
          'finished_at',
        )} || substring(int4send(flags) FROM 4), ''::bytea
          ORDER BY finished_at, flags) AS packed
      FROM (
        SELECT *, succeeded::int + 2 * met::int + 4 * (met AND failed)::int
          + 8 * (met AND rework)::int AS flags
        FROM release
      ) f GROUP BY 1, 2
    ) r USING (service_no, week)
  `);
};

exports.down = async function down(knex) {
  await knex.raw('DROP TABLE IF EXISTS service_week');
};
