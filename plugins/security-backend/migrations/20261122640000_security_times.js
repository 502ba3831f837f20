/**
 * When listed findings were seen, due, fixed and reopened: a row per entity, kind,
 * severity and what happened, with the times in order. How many of them lie in a
 * range is two searches by halves, whatever the range; the overview no longer walks
 * a million index entries for it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    CREATE TABLE finding_time (
      entity_ref text NOT NULL,
      kind text NOT NULL,
      severity text NOT NULL,
      -- First seen: open (without a due date), timed (open with one), closed.
      -- Due: due (open). Reopened: reopened (open).
      -- Fixed: fixed (without a due date), met, missed. Changed last: ended, which is
      -- what had a due date and was decided away.
      what text NOT NULL,
      at timestamptz[] NOT NULL,
      -- First seen and due, of the same finding as the time at this place.
      seen timestamptz[],
      due timestamptz[],
      -- Seconds from first seen to fixed.
      took double precision[]
    ) WITH (toast_tuple_target = 8160);
    -- Times compress badly; out of line they are read as they are.
    ALTER TABLE finding_time ALTER COLUMN at SET STORAGE EXTERNAL,
      ALTER COLUMN seen SET STORAGE EXTERNAL, ALTER COLUMN due SET STORAGE EXTERNAL, ALTER COLUMN took SET STORAGE EXTERNAL;
    CREATE INDEX finding_time_entity ON finding_time (entity_ref);

    INSERT INTO finding_time (entity_ref, kind, severity, what, at, seen, due, took)
    SELECT g.entity_ref, g.kind, g.severity, m.what, m.at, m.seen, m.due,
      CASE WHEN m.what IN ('fixed', 'met', 'missed') THEN
        ARRAY(SELECT date_part('epoch', u.at - u.seen) FROM unnest(m.at, m.seen) AS u(at, seen)) END
    FROM (
      SELECT entity_ref, kind, severity,
        array_agg(first_seen_at ORDER BY first_seen_at) FILTER (WHERE is_open AND sla_due IS NULL) AS open,
        array_agg(first_seen_at ORDER BY first_seen_at) FILTER (WHERE is_open AND sla_due IS NOT NULL) AS timed,
        array_agg(first_seen_at ORDER BY first_seen_at) FILTER (WHERE NOT is_open) AS closed,
        array_agg(reopened_at ORDER BY reopened_at) FILTER (WHERE is_open AND reopened_at IS NOT NULL) AS reopened,
        array_agg(sla_due ORDER BY sla_due, first_seen_at) FILTER (WHERE is_open AND sla_due IS NOT NULL) AS due,
        array_agg(first_seen_at ORDER BY sla_due, first_seen_at) FILTER (WHERE is_open AND sla_due IS NOT NULL) AS due_seen,
        array_agg(fixed_at ORDER BY fixed_at, first_seen_at)
          FILTER (WHERE state = 'fixed' AND fixed_at IS NOT NULL AND sla_due IS NULL) AS fixed,
        array_agg(first_seen_at ORDER BY fixed_at, first_seen_at)
          FILTER (WHERE state = 'fixed' AND fixed_at IS NOT NULL AND sla_due IS NULL) AS fixed_seen,
        array_agg(fixed_at ORDER BY fixed_at, first_seen_at, sla_due)
          FILTER (WHERE state = 'fixed' AND fixed_at <= sla_due) AS met,
        array_agg(first_seen_at ORDER BY fixed_at, first_seen_at, sla_due)
          FILTER (WHERE state = 'fixed' AND fixed_at <= sla_due) AS met_seen,
        array_agg(sla_due ORDER BY fixed_at, first_seen_at, sla_due)
          FILTER (WHERE state = 'fixed' AND fixed_at <= sla_due) AS met_due,
        array_agg(fixed_at ORDER BY fixed_at, first_seen_at, sla_due)
          FILTER (WHERE state = 'fixed' AND fixed_at > sla_due) AS missed,
        array_agg(first_seen_at ORDER BY fixed_at, first_seen_at, sla_due)
          FILTER (WHERE state = 'fixed' AND fixed_at > sla_due) AS missed_seen,
        array_agg(sla_due ORDER BY fixed_at, first_seen_at, sla_due)
          FILTER (WHERE state = 'fixed' AND fixed_at > sla_due) AS missed_due,
        array_agg(changed_at ORDER BY changed_at, first_seen_at, sla_due)
          FILTER (WHERE NOT is_open AND state <> 'fixed' AND sla_due IS NOT NULL) AS ended,
        array_agg(first_seen_at ORDER BY changed_at, first_seen_at, sla_due)
          FILTER (WHERE NOT is_open AND state <> 'fixed' AND sla_due IS NOT NULL) AS ended_seen,
        array_agg(sla_due ORDER BY changed_at, first_seen_at, sla_due)
          FILTER (WHERE NOT is_open AND state <> 'fixed' AND sla_due IS NOT NULL) AS ended_due
      FROM finding WHERE listed GROUP BY 1, 2, 3) g
    CROSS JOIN LATERAL (VALUES
      ('open', g.open, NULL::timestamptz[], NULL::timestamptz[]), ('timed', g.timed, NULL, NULL),
      ('closed', g.closed, NULL, NULL), ('reopened', g.reopened, NULL, NULL),
      ('due', g.due, g.due_seen, NULL), ('fixed', g.fixed, g.fixed_seen, NULL),
      ('met', g.met, g.met_seen, g.met_due), ('missed', g.missed, g.missed_seen, g.missed_due),
      ('ended', g.ended, g.ended_seen, g.ended_due)) AS m(what, at, seen, due)
    WHERE m.at IS NOT NULL;
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP TABLE finding_time');
};
