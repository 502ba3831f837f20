import { Knex } from 'knex';
import { column } from './columns';
import {
  MinuteCounts,
  MinuteTotal,
  UnclaimedCount,
} from '../service/sourceCounters';

/**
 * Adds gathered counts to the minutes and to the unclaimed subjects.
 * @returns what the minutes come to over all replicas.
 */
export async function writeCounts(
  knex: Knex,
  minutes: MinuteCounts[],
  unclaimed: UnclaimedCount[],
): Promise<MinuteTotal[]> {
  return knex.transaction(async tx => {
    const totals: MinuteTotal[] = [];
    // One order for all replicas: no two of them wait for each other in a circle.
    minutes.sort((a, b) =>
      `${a.source}${a.minute.getTime()}` < `${b.source}${b.minute.getTime()}`
        ? -1
        : 1,
    );
    for (const count of minutes) {
      const { rows } = await tx.raw<{ rows: { taken: number }[] }>(
        `insert into source_minute as m (source_id, minute, accepted, duplicate,
           rejected, unclaimed, refused, last_at, last_outcome, last_reason,
           answer_counts)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::integer[])
         on conflict (source_id, minute) do update set
           accepted = m.accepted + excluded.accepted,
           duplicate = m.duplicate + excluded.duplicate,
           rejected = m.rejected + excluded.rejected,
           unclaimed = m.unclaimed + excluded.unclaimed,
           refused = m.refused + excluded.refused,
           last_at = greatest(m.last_at, excluded.last_at),
           last_outcome = case when excluded.last_at >= m.last_at
             then excluded.last_outcome else m.last_outcome end,
           last_reason = case when excluded.last_at >= m.last_at
             then excluded.last_reason else m.last_reason end,
           answer_counts = array(
             select coalesce(a, 0) + coalesce(b, 0)
               from unnest(m.answer_counts, excluded.answer_counts)
                 with ordinality as u (a, b, i) order by i)
         returning m.accepted + m.duplicate + m.rejected as taken`,
        [
          count.source,
          count.minute,
          count.accepted,
          count.duplicate,
          count.rejected,
          count.unclaimed,
          count.refused,
          count.lastAt,
          count.lastOutcome,
          count.lastReason ?? null,
          count.answerCounts,
        ],
      );
      const { source, minute } = count;
      totals.push({ source, minute, taken: rows[0].taken });
    }
    if (unclaimed.length === 0) return totals;
    unclaimed.sort((a, b) =>
      `${a.source}\n${a.subjectKey}` < `${b.source}\n${b.subjectKey}` ? -1 : 1,
    );
    await tx.raw(
      `insert into unclaimed_subject as s
         (source_id, subject_key, events, first_at, last_at, note)
       select source_id, subject_key, events, at, at, note
         from unnest(?::text[], ?::text[], ?::bigint[], ?::timestamptz[], ?::text[])
           as u (source_id, subject_key, events, at, note)
       on conflict (source_id, subject_key) do update set
         events = s.events + excluded.events,
         first_at = least(s.first_at, excluded.first_at),
         last_at = greatest(s.last_at, excluded.last_at),
         note = excluded.note`,
      [
        column(unclaimed, count => count.source),
        column(unclaimed, count => count.subjectKey),
        column(unclaimed, count => count.events),
        column(unclaimed, count => count.at.toISOString()),
        column(unclaimed, count => count.note),
      ],
    );
    return totals;
  });
}
