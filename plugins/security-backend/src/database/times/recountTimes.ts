import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

/**
 * Writes anew when the listed findings of these entities were seen, due, fixed and
 * reopened, in order: what the overview counts by time is looked up there.
 */
export async function recountTimes(
  tx: Knex,
  entityRefs: readonly string[],
): Promise<void> {
  const refs = arrayLiteral(entityRefs);
  await tx.raw('DELETE FROM finding_time WHERE entity_ref = ANY(?::text[])', [
    refs,
  ]);
  await tx.raw(
    `INSERT INTO finding_time (entity_ref, kind, severity, what, at, seen, due, took)
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
       FROM finding WHERE entity_ref = ANY(?::text[]) AND listed GROUP BY 1, 2, 3) g
     CROSS JOIN LATERAL (VALUES
       ('open', g.open, NULL::timestamptz[], NULL::timestamptz[]), ('timed', g.timed, NULL, NULL),
       ('closed', g.closed, NULL, NULL), ('reopened', g.reopened, NULL, NULL),
       ('due', g.due, g.due_seen, NULL), ('fixed', g.fixed, g.fixed_seen, NULL),
       ('met', g.met, g.met_seen, g.met_due), ('missed', g.missed, g.missed_seen, g.missed_due),
       ('ended', g.ended, g.ended_seen, g.ended_due)) AS m(what, at, seen, due)
     WHERE m.at IS NOT NULL`,
    [refs],
  );
}
