import { Knex } from 'knex';

/** Counts of one source in one minute. */
export interface MinuteRow {
  source_id: string;
  minute: Date;
  accepted: number;
  duplicate: number;
  rejected: number;
  unclaimed: number;
  refused: number;
  answer_counts: number[];
}

/** All sources' minutes from a time on. */
export async function readMinutes(
  knex: Knex,
  from: Date,
): Promise<MinuteRow[]> {
  const { rows } = await knex.raw<{ rows: MinuteRow[] }>(
    `select source_id, minute, accepted, duplicate, rejected, unclaimed,
            refused, answer_counts
       from source_minute where minute >= ? order by minute`,
    [from],
  );
  return rows;
}

/** The newest request of a source. */
export interface LastSeenRow {
  source_id: string;
  last_at: Date;
  last_outcome: string;
  last_reason: string | null;
  last_delivery_at: Date | null;
}

/** The newest request of each source, and its newest stored delivery. */
export async function readLastSeen(
  knex: Knex,
  sources: readonly string[],
): Promise<LastSeenRow[]> {
  const { rows } = await knex.raw<{ rows: LastSeenRow[] }>(
    `select s.source_id, m.last_at, m.last_outcome, m.last_reason,
            (select d.received_at from delivery d where d.source_id = s.source_id
              order by d.receipt desc limit 1) as last_delivery_at
       from unnest(?::text[]) as s (source_id)
       cross join lateral (
         select last_at, last_outcome, last_reason from source_minute
          where source_id = s.source_id order by minute desc limit 1) m`,
    [[...sources]],
  );
  return rows;
}
